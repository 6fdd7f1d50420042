/** Lower case without tones and marks, đ as d; anything else than letters and digits becomes one space. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** What sounds alike somewhere in the country is written alike here. */
export function sound(word: string): string {
  return word.replace(/^(tr|ch)/, 'c').replace(/^(ngh|ng)/, 'ng').replace(/^gh/, 'g').replace(/^(gi|r|d|v)/, 'z').replace(/^(s|x)/, 's').replace(/^(l|n)(?!g|h)/, 'l').replace(/^(k|q|c)(?!h)/, 'k').replace(/y/g, 'i').replace(/ng$/, 'n').replace(/t$/, 'c')
}
