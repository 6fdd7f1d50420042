// The press stands in a thread of its own: typesetting is one long synchronous call, and the server must go on answering.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const tinos = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
// `workspace` is also the fence: a template cannot read anything outside its folder.
const compiler = NodeCompiler.create({ workspace: workerData.folder, fontArgs: [{ fontPaths: [tinos] }] })

parentPort.on('message', ({ id, main, inputs, places }) => {
  try {
    const compiled = compiler.compile({ mainFilePath: main, inputs })
    if (!compiled.result) {
      const said = compiler.fetchDiagnostics(compiled.takeError()).map((d) => `${d.path ?? ''} ${JSON.stringify(d.range ?? '')} ${d.message}`)
      throw new Error(said.join('; '))
    }
    // PDF/A-2a: archivable (Circular 01/2023/TT-VPCP asks PDF/A) and tagged, so that a screen reader can read it out.
    const pdf = new Uint8Array(compiler.pdf(compiled.result, { pdfStandard: 'a-2a', pdfTags: true }))
    parentPort.postMessage({ id, pdf, ...(places ? { places: compiler.query(compiled.result, { selector: '<signed-here>', field: 'value' }) } : {}) }, [pdf.buffer])
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? error.message : JSON.stringify(error.shortDiagnostics ?? String(error)) })
  } finally {
    // Without this the compiler remembers every letter it ever set: 450 MB after 1,500 of them.
    compiler.evictCache(10)
  }
})
