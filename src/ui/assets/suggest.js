// An island because suggestions must come while typing. Enter still searches as without script; nothing is found only here.
// data-suggest is an address that answers ?q=… with a list of { text, href? }.
(() => {
  for (const input of document.querySelectorAll('input[data-suggest]')) {
    const list = document.createElement('ul')
    list.id = `${input.id}-suggestions`
    list.className = 'suggestions'
    list.setAttribute('role', 'listbox')
    list.setAttribute('aria-label', input.labels?.[0]?.textContent ?? '')
    list.hidden = true
    // Within main, so that who goes by landmarks meets it.
    ;(input.closest('main') ?? document.body).append(list)
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]]) input.setAttribute(name, value)
    let found = []
    let at = -1
    let due = 0
    let asked = 0

    const close = () => {
      list.hidden = true
      at = -1
      input.setAttribute('aria-expanded', 'false')
      input.removeAttribute('aria-activedescendant')
    }
    const mark = (to) => {
      // Who walks the list chooses among what is seen: an answer on its way may not change it any more.
      clearTimeout(due)
      asked++
      at = (to + found.length) % found.length
      ;[...list.children].forEach((li, i) => li.setAttribute('aria-selected', String(i === at)))
      input.setAttribute('aria-activedescendant', list.children[at].id)
    }
    const take = (i) => {
      const { text, href } = found[i]
      close()
      if (href) return void (location.href = href)
      input.value = text
      input.form?.requestSubmit()
    }
    const show = (answers) => {
      found = answers.slice(0, 8)
      if (!found.length) return close()
      list.replaceChildren(...found.map(({ text }, i) => {
        const li = document.createElement('li')
        li.id = `${list.id}-${i}`
        li.setAttribute('role', 'option')
        li.setAttribute('aria-selected', 'false')
        li.textContent = text
        li.addEventListener('pointerdown', (e) => { e.preventDefault(); take(i) })
        return li
      }))
      const box = input.getBoundingClientRect()
      // Set by the object model, which the content security policy allows; an attribute it would refuse.
      Object.assign(list.style, { left: `${box.left + scrollX}px`, top: `${box.bottom + scrollY + 4}px`, minWidth: `${box.width}px` })
      list.hidden = false
      at = -1
      input.setAttribute('aria-expanded', 'true')
    }
    const ask = async () => {
      const turn = ++asked
      const text = input.value.trim()
      if (text.length < 2) return close()
      try {
        const address = new URL(input.dataset.suggest, location.href)
        address.searchParams.set('q', text)
        const answer = await fetch(address, { headers: { accept: 'application/json' } })
        // An older question may be answered last, and the person may have gone on meanwhile.
        if (answer.ok && turn === asked && document.activeElement === input) show(await answer.json())
      } catch {
        close()
      }
    }
    input.addEventListener('input', () => { clearTimeout(due); due = setTimeout(ask, 150) })
    input.addEventListener('blur', close)
    input.addEventListener('keydown', (e) => {
      if (list.hidden) return
      if (e.key === 'ArrowDown') mark(at + 1)
      else if (e.key === 'ArrowUp') mark(at < 0 ? found.length - 1 : at - 1)
      else if (e.key === 'Escape') close()
      else if (e.key === 'Enter' && at >= 0) take(at)
      else return
      e.preventDefault()
    })
  }
})()
