// An island because only a script can look without turning the page. Without it there is a button that looks again.
// Looks a while whether what the reader waits for has happened, and opens the page anew when it has; then gives up and says so.
(() => {
  const place = document.querySelector('[data-look-again]')
  if (!place) return
  const { lookAgain, lookSeconds, lookTimes, lookThen, lookSays } = place.dataset
  // Said by the script itself: only where it runs is it true.
  place.textContent = lookSays
  // As in live.js: this very page, asked again.
  const own = window.trustedTypes?.createPolicy('sen-look-again', { createHTML: (html) => html }) ?? { createHTML: (html) => html }
  let left = Number(lookTimes)
  const look = async () => {
    if (document.hidden) return later()
    if (left-- <= 0) return location.replace(lookThen)
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      const fresh = new DOMParser().parseFromString(own.createHTML(await answer.text()), 'text/html').querySelector('[data-look-again]')
      if (answer.ok && fresh?.dataset.lookAgain !== lookAgain) return location.replace(location.pathname)
    } catch {
      // The line broke; the next look will tell.
    }
    later()
  }
  const later = () => setTimeout(look, Number(lookSeconds) * 1000)
  later()
})()
