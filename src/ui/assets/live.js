// An island because only a script can listen to the server. The wall is complete without it; with it, nobody has to press reload.
// Fetches the page again and takes over the marked parts, so there is one way to draw a figure: the server's.
(() => {
  const parts = [...document.querySelectorAll('[data-live]')].filter((part) => part.id)
  if (!parts.length || !window.EventSource) return
  // The page's policy lets no text become a document but by this name: what is read here is this very page, asked of our own server.
  const own = window.trustedTypes?.createPolicy('sen-live', { createHTML: (html) => html }) ?? { createHTML: (html) => html }
  const said = document.querySelector('[data-live-said]')
  let due = 0
  let busy = false
  const renew = async () => {
    if (busy) return later(2000)
    // Whoever reads inside a part with the keyboard keeps his place; the part waits until he leaves.
    if (document.hidden || parts.some((part) => part.contains(document.activeElement))) return later(5000)
    busy = true
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      if (!answer.ok) return
      const fresh = new DOMParser().parseFromString(own.createHTML(await answer.text()), 'text/html')
      let changed = false
      for (const part of parts) {
        const next = fresh.getElementById(part.id)
        if (!next || next.innerHTML === part.innerHTML) continue
        const open = [...part.querySelectorAll('details')].map((d) => d.open)
        part.replaceChildren(...next.childNodes)
        part.querySelectorAll('details').forEach((d, i) => { d.open = open[i] ?? d.open })
        changed = true
      }
      if (changed && said) {
        said.textContent = ''
        setTimeout(() => { said.textContent = said.dataset.liveSaid }, 100)
      }
    } finally {
      busy = false
    }
  }
  // Many cases move in one second; the page is fetched once for all of them.
  const later = (wait) => {
    clearTimeout(due)
    due = setTimeout(renew, wait)
  }
  for (const address of new Set(parts.map((part) => part.dataset.live))) {
    const source = new EventSource(address)
    source.onmessage = () => later(700)
    source.addEventListener('changed', () => later(700))
    window.addEventListener('pagehide', () => source.close())
  }
})()
