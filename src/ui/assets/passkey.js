// An island because only a script may ask the browser for a passkey. Everything else stays a form: the answer is put into a hidden field and
// posted like any other. Where there is no script, or no passkeys, the page shows the other way to sign in, and this leaves it.
(() => {
  const webauthn = window.SimpleWebAuthnBrowser
  if (!webauthn?.browserSupportsWebAuthn()) return
  for (const part of document.querySelectorAll('[data-passkey]')) {
    // A passkey belongs to one host: at 127.0.0.1 the browser would refuse that of localhost.
    if (location.hostname !== part.dataset.at) continue
    const form = part.querySelector('[data-passkey-form]')
    const says = part.querySelector('[role=status]')
    part.querySelector('[data-passkey-without]').hidden = true
    part.querySelector('[data-passkey-with]').hidden = false
    let busy = false
    form.addEventListener('submit', async (e) => {
      e.preventDefault()
      if (busy) return
      busy = true
      says.textContent = ''
      try {
        const asked = await fetch(part.dataset.ask, { method: 'POST', headers: { accept: 'application/json' } })
        const optionsJSON = await asked.json()
        if (!asked.ok) throw Object.assign(new Error(), { said: optionsJSON.message })
        const made = part.dataset.passkey === 'create' ? await webauthn.startRegistration({ optionsJSON }) : await webauthn.startAuthentication({ optionsJSON })
        form.querySelector('[data-passkey-answer]').value = JSON.stringify(made)
        // Not requestSubmit: this listener would catch it again.
        HTMLFormElement.prototype.submit.call(form)
      } catch (error) {
        busy = false
        says.textContent = error.said ?? (error instanceof TypeError ? says.dataset.line : error.name === 'InvalidStateError' ? says.dataset.known : says.dataset.stopped)
      }
    })
  }
})()
