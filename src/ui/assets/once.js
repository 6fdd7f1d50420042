// An island because a page cannot see its own second click. The server already makes two posts with one key one act; this only spares
// the person the doubt: the button says it is at work.
(() => {
  const asLongAs = 8000
  document.addEventListener('submit', (e) => {
    const form = e.target
    if (form.method !== 'post') return
    if (form.dataset.sent) return e.preventDefault()
    form.dataset.sent = 'yes'
    form.setAttribute('aria-busy', 'true')
    e.submitter?.classList.add('sent')
    // A line that broke must not lock the form.
    setTimeout(() => free(form), asLongAs)
  })
  const free = (form) => {
    delete form.dataset.sent
    form.removeAttribute('aria-busy')
    form.querySelectorAll('.sent').forEach((b) => b.classList.remove('sent'))
  }
  // Coming back by the browser's own way shows the page as it was left: locked.
  window.addEventListener('pageshow', () => document.querySelectorAll('[data-sent]').forEach(free))
})()
