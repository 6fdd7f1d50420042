import { encode } from 'uqr'

/** A QR code as inline SVG, with the four quiet modules that ISO/IEC 18004 asks. Its text always stands beside it in words. */
export const Qr = ({ text, label, ecc = 'M' }: { text: string; label: string; ecc?: 'L' | 'M' | 'Q' | 'H' }) => {
  const { data, size } = encode(text, { ecc, border: 0 })
  let d = ''
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (!data[y]![x]) continue
      let end = x
      while (end < size && data[y]![end]) end++
      d += `M${x} ${y}h${end - x}v1h-${end - x}z`
      x = end
    }
  return (
    <span class="qr">
      <svg role="img" aria-label={label} viewBox={`-4 -4 ${size + 8} ${size + 8}`} shape-rendering="crispEdges">
        <path fill="#000" d={d} />
      </svg>
    </span>
  )
}
