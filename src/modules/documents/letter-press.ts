import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { encode } from 'uqr'
import { LineCounter, parseDocument } from 'yaml'
import { Refusal } from '#platform/refusal'
import { defineShelf, type Shelf } from '#platform/shelf'
import { fitLetter, type Kind, type Letter, type Letters, type Shape } from './domain/letter.ts'

export type RenderHow = {
  /** With 'en' the English name of the letter stands under its Vietnamese one; the text of the law stays Vietnamese. */
  lang?: 'vi' | 'en'
}
export type SignedHere = { page: number; x: number; y: number; space: number }
export type LetterPress = Letters & {
  /**
   * A PDF/A-2a, tagged, fonts embedded; the same data always gives the same bytes. Takes some 10 ms.
   * Refuses with `letter-unknown`, or with `letter-data-wrong` and every field that is missing or cannot be printed.
   */
  render(template: string, data: object, how?: RenderHow): Promise<Buffer>
  /** The same, with the places that the letter keeps for signatures: the middle of each, in points from the page's upper left. */
  renderToSign(template: string, data: object, how?: RenderHow): Promise<{ pdf: Buffer; places: SignedHere[] }>
  close(): Promise<void>
}

/** The letters of the country pack, and the press that prints them; one of each in a house. */
export const letterPress: Shelf<LetterPress> = defineShelf('letters', (house) => openLetterPress(join(house.countryDir, 'letters')))

export const renderLetter = (from: { take<T>(shelf: Shelf<T>): T }, template: string, data: object, how?: RenderHow): Promise<Buffer> =>
  from.take(letterPress).render(template, data, how)

export const renderLetterToSign = (from: { take<T>(shelf: Shelf<T>): T }, template: string, data: object, how?: RenderHow): Promise<{ pdf: Buffer; places: SignedHere[] }> =>
  from.take(letterPress).renderToSign(template, data, how)

export function openLetterPress(folder: string): LetterPress {
  const letters = readLetters(folder)
  const press = startPress(folder)
  const print = (template: string, data: object, { lang = 'vi' }: RenderHow, places: boolean): Promise<Printed> => {
    const letter = letters.letters[template]
    if (!letter) throw new Refusal('invalid', 'letter-unknown', {}, { template })
    const answer = fitLetter(letters, letter, data)
    if ('faults' in answer) throw new Refusal('invalid', 'letter-data-wrong', answer.faults, { letter: letter.names[lang], template, fields: Object.keys(answer.faults).join(', ') })
    const head = answer.fit['head'] as { check?: { url: string } }
    const data_ = { title: letter.names.vi, titleEn: letter.names.en, ...answer.fit, qr: head.check ? qrPicture(head.check.url) : '' }
    return press.print(join(folder, `${template}.typ`), { data: JSON.stringify(data_), page: letter.page, lang }, places)
  }
  return {
    ...letters,
    render: async (template, data, how = {}) => (await print(template, data, how, false)).pdf,
    renderToSign: async (template, data, how = {}) => print(template, data, how, true),
    close: press.close,
  }
}

/** Reads letters.yaml; what contradicts itself is refused with file, line and a sentence. */
export function readLetters(folder: string): Letters {
  const path = join(folder, 'letters.yaml')
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines })
  const refuse = (at: readonly string[], sentence: string): never => {
    const range = (document.getIn(at, true) as { range?: [number, number, number] } | undefined)?.range
    throw new Error(`${path}:${range ? lines.linePos(range[0]).line : 1}: ${sentence}`)
  }
  if (document.errors[0]) throw new Error(`${path}: ${document.errors[0].message}`)
  const { timeZone, shapes, letters } = document.toJS() as { timeZone: string; shapes: Record<string, Shape>; letters: Record<string, Omit<Letter, 'template'>> }

  const known = new Set(['text', 'count', 'day', 'birth', 'moment', ...Object.keys(shapes ?? {})])
  const check = (shape: Shape, at: string[]): void => {
    for (const [name, kind] of Object.entries(shape ?? {}) as [string, Kind][]) {
      const inner = typeof kind === 'string' ? kind : kind?.[0]
      if (!known.has(inner)) refuse([...at, name], `${name} is of the kind "${inner}", which is nowhere described; describe it under shapes`)
    }
  }
  for (const [name, shape] of Object.entries(shapes)) check(shape, ['shapes', name])
  for (const [template, letter] of Object.entries(letters)) {
    const at = ['letters', template]
    if (!existsSync(join(folder, `${template}.typ`))) refuse(at, `there is no template ${template}.typ beside letters.yaml`)
    if (!['a4', 'a5', 'a4-landscape'].includes(letter.page)) refuse(at, `page must be a4, a5 or a4-landscape`)
    if (!letter.names?.vi || !letter.names.en) refuse(at, `a letter has a name in Vietnamese and in English`)
    if (!letter.source?.what || !letter.source.readOn) refuse(at, `say which law asks for this letter, and when it was read (source)`)
    if (!letter.fields?.['head']) refuse(at, `every letter needs a head: the agency, the place and the date`)
    check(letter.fields, [...at, 'fields'])
  }
  return { timeZone, shapes, letters: Object.fromEntries(Object.entries(letters).map(([template, letter]) => [template, { template, ...letter }])) }
}

/** The code as one path of unit squares; error correction M, because slips are folded and get wet; four quiet modules, as ISO/IEC 18004 asks. */
function qrPicture(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`
}

type Printed = { pdf: Buffer; places: SignedHere[] }
type Waiting = { done(printed: Printed): void; failed(error: Error): void; timer: NodeJS.Timeout }

// A letter takes some 10 ms; one that takes this long is a template that never ends, and would hold up all others.
const longest = 20_000

function startPress(folder: string): { print(main: string, inputs: Record<string, string>, places: boolean): Promise<Printed>; close(): Promise<void> } {
  let worker: Worker | undefined
  const waiting = new Map<number, Waiting>()
  let last = 0

  const failAll = (error: Error): void => {
    worker = undefined
    for (const { failed, timer } of waiting.values()) {
      clearTimeout(timer)
      failed(error)
    }
    waiting.clear()
  }
  // Started with the first letter; a thread that died is replaced by the next one.
  const start = (): Worker => {
    // No tsx in the thread: it is plain JavaScript and starts four times faster without.
    const started = new Worker(new URL('./letter-worker.mjs', import.meta.url), { workerData: { folder }, execArgv: [] })
    started.on('message', ({ id, pdf, places = [], error }: { id: number; pdf?: Uint8Array; places?: SignedHere[]; error?: string }) => {
      const job = waiting.get(id)
      if (!job) return
      waiting.delete(id)
      clearTimeout(job.timer)
      if (!waiting.size) started.unref()
      if (pdf) job.done({ pdf: Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength), places })
      else job.failed(new Error(`the letter could not be set: ${error}`))
    })
    started.on('error', (error) => worker === started && failAll(error as Error))
    started.on('exit', () => worker === started && failAll(new Error('the press stopped')))
    return started
  }

  return {
    print: (main, inputs, places) =>
      new Promise((done, failed) => {
        worker ??= start()
        const current = worker
        const id = ++last
        // From the time it is asked: with many letters waiting, the last waits for all, so the wait is generous.
        const timer = setTimeout(() => {
          failAll(new Error(`a letter was not set within ${longest / 1000} s: ${main}`))
          void current.terminate()
        }, longest + waiting.size * 100)
        waiting.set(id, { done, failed, timer })
        current.ref()
        current.postMessage({ id, main, inputs, places })
      }),
    async close() {
      const current = worker
      worker = undefined
      await current?.terminate()
    },
  }
}
