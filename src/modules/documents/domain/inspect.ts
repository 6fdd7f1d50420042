import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { printable } from './letter.ts'
import { inspectPdf, type PdfFault } from './pdf.ts'

/** The rules of the day from countries/vn/rules/uploads.yaml. */
export type UploadRules = {
  mostBytes: number; leastPixels: number; mostPixels: number; mostPixelsRead: number; mostPages: number; mostUnfolded: number
  /** Content types that are taken. */
  images: readonly string[]
  documents: readonly string[]
}

export type UploadFault = PdfFault | 'upload-empty' | 'upload-too-big' | 'upload-kind' | 'upload-heic' | 'picture-broken' | 'picture-too-small' | 'picture-too-large'
export type Inspected = { bytes: Buffer; type: string; label: string; pages?: number; width?: number; height?: number }

/**
 * What somebody handed in, made safe to keep and to show: judged by its content and never by its name. Pictures are drawn
 * anew (upright, without the place and time that a telephone writes into them); PDFs are looked through and kept as they are,
 * because a signature in them must stay valid.
 */
export async function inspect(bytes: Buffer, name: string, rules: UploadRules): Promise<Inspected | { fault: UploadFault }> {
  if (bytes.length === 0) return { fault: 'upload-empty' }
  if (bytes.length > rules.mostBytes) return { fault: 'upload-too-big' }
  const type = await kindOf(bytes)
  if (type === undefined) return { fault: 'upload-kind' }
  // Telephones write HEIC; the usual builds of the picture library may not, for its patents.
  if (type === 'image/heic' || type === 'image/heif') return { fault: 'upload-heic' }
  if (rules.images.includes(type)) return redraw(bytes, name, rules, type)
  if (rules.documents.includes(type)) {
    const answer = await inspectPdf(bytes, rules)
    return 'fault' in answer ? answer : { bytes, type, label: labelFor(name, 'pdf'), pages: answer.pages }
  }
  return { fault: 'upload-kind' }
}

async function kindOf(bytes: Buffer): Promise<string | undefined> {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime
  } catch {
    return undefined
  }
}

async function redraw(bytes: Buffer, name: string, rules: UploadRules, type: string): Promise<Inspected | { fault: UploadFault }> {
  try {
    const picture = sharp(bytes, { limitInputPixels: rules.mostPixelsRead, failOn: 'error', sequentialRead: true })
    const { width = 0, height = 0 } = await picture.metadata()
    if (width * height > rules.mostPixelsRead) return { fault: 'picture-too-large' }
    if (Math.min(width, height) < rules.leastPixels) return { fault: 'picture-too-small' }
    const upright = picture.rotate().resize({ width: rules.mostPixels, height: rules.mostPixels, fit: 'inside', withoutEnlargement: true }).toColourspace('srgb')
    // Drawings and screen shots stay sharp as PNG; everything else becomes JPEG, which every reader opens.
    const drawn = type === 'image/png'
      ? await upright.png({ compressionLevel: 8, palette: false }).toBuffer({ resolveWithObject: true })
      : await upright.flatten({ background: '#ffffff' }).jpeg({ quality: 85, mozjpeg: true }).toBuffer({ resolveWithObject: true })
    const isPng = type === 'image/png'
    return { bytes: drawn.data, type: isPng ? 'image/png' : 'image/jpeg', label: labelFor(name, isPng ? 'png' : 'jpg'), width: drawn.info.width, height: drawn.info.height }
  } catch (error) {
    return { fault: /pixel limit/i.test((error as Error).message) ? 'picture-too-large' : 'picture-broken' }
  }
}

/** What a file is called on our pages: the last part of its name as text, with the ending of what it really is. */
export function labelFor(name: string, ending: string): string {
  const last = printable(name.split(/[/\\]/).at(-1) ?? '').replace(/[<>:"|?*%]/g, '').replace(/^[.\s]+/, '').replace(/\.[A-Za-z0-9]{1,5}$/, '').trim()
  return `${[...last].slice(0, 80).join('').trim() || 'tep'}.${ending}`
}
