export { documents } from './module.ts'
// Files: taking in, finding again, handing out.
export { upload } from './actions/upload.ts'
export { keepUpload, noteReading, notePaperUse } from './document-store.ts'
export { anyFile, getFile, takeUploads, type FileRow } from './queries/files.ts'
export { sendFile, sendPdf } from './sending.ts'
// Documents in a person's own store.
export { checkLine, issueDocument, type Issue } from './document-store.ts'
export { documentsHeldBy, everyDocumentOf, findHeldResult, heldResults, type HeldDocument } from './queries/documents-of.ts'
export type { DocumentEvent } from './domain/document.ts'
// Letters.
export { letterPress, renderLetter } from './letter-press.ts'
// Codes by which anyone can check a paper.
export { newCheckCode, readCheckCode } from './domain/check-code.ts'
export { checkByCode, type CheckAnswer } from './queries/check.ts'
// For whoever makes many documents at once (the sample).
export { documentStream, fileStream } from './document-store.ts'
export type { StoredFile } from './domain/document.ts'
export { labelFor } from './domain/inspect.ts'
export { type LetterPress, openLetterPress } from './letter-press.ts'
