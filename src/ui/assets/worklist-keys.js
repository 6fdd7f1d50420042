// An island because a page without script cannot hear single keys. An officer walks through hundreds of rows a day; every key here has
// a link, a tick box or a field that does the same. WCAG 2.1.4: single keys can be turned off, and the choice is remembered here.
(() => {
  const table = document.querySelector('[data-worklist]')
  const hint = document.querySelector('[data-keys]')
  if (!table || !hint) return
  const rows = [...table.querySelectorAll('tbody tr:not(.group)')]
  const button = hint.querySelector('[data-keys-off]')
  const keys = hint.querySelector('[data-keys-list]')
  const remembered = 'sen.keys'
  let on = true
  try { on = localStorage.getItem(remembered) !== 'off' } catch { /* a browser that keeps nothing: keys stay on */ }
  let at = -1

  const show = () => {
    hint.hidden = false
    keys.hidden = !on
    button.textContent = on ? button.dataset.off : button.dataset.on
  }
  const go = (to) => {
    if (!rows.length) return
    rows[at]?.classList.remove('at')
    at = Math.max(0, Math.min(rows.length - 1, to))
    rows[at].classList.add('at')
    const link = rows[at].querySelector('th a')
    link?.focus({ preventScroll: true })
    rows[at].scrollIntoView({ block: 'nearest' })
  }
  button.addEventListener('click', () => {
    on = !on
    try { localStorage.setItem(remembered, on ? 'on' : 'off') } catch { /* see above */ }
    show()
  })
  document.addEventListener('focusin', (e) => {
    const row = rows.indexOf(e.target.closest('tr'))
    if (row >= 0 && row !== at) { rows[at]?.classList.remove('at'); at = row; rows[at].classList.add('at') }
  })
  document.addEventListener('keydown', (e) => {
    if (!on || e.ctrlKey || e.metaKey || e.altKey) return
    const inField = e.target.closest('input:not([type=checkbox]), select, textarea')
    if (inField) return
    switch (e.key.toLowerCase()) {
      case 'j': go(at + 1); break
      case 'k': go(at < 0 ? 0 : at - 1); break
      case 'x': rows[at]?.querySelector('.pick')?.click(); break
      case 'o': rows[at]?.querySelector('th a')?.click(); break
      case '/': document.querySelector('form[role=search] input')?.focus(); break
      default: return
    }
    e.preventDefault()
  })
  show()
})()
