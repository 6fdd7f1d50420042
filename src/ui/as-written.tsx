import type { ComponentChildren } from 'preact'

const toned = /[ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ]/

/** Whether somebody wrote this in Vietnamese: a word that is no name has tone marks. A name alone needs no telling (WCAG 3.1.2). */
export const isVietnamese = (text: string): boolean => (text.match(/(?<!\p{L})\p{Ll}\p{L}*/gu) ?? []).some((word) => word !== 'đồng' && toned.test(word))

/**
 * What a person wrote or a register holds, on a page in either language: Vietnamese in an English page is said to be
 * Vietnamese, also after an English word and a colon ("The remark: …").
 */
export const AsWritten = ({ p, children }: { p: { lang: string }; children: ComponentChildren }) => {
  if (p.lang === 'vi' || typeof children !== 'string' || !isVietnamese(children)) return <>{children}</>
  const colon = children.indexOf(': ') + 2
  const start = colon > 1 && !isVietnamese(children.slice(0, colon)) ? colon : 0
  return <>{children.slice(0, start)}<span lang="vi">{children.slice(start)}</span></>
}
