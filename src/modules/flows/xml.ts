import { Refusal } from '#platform/refusal'
import { NotXml, parseXml, xmlBounds as documentBounds, type XmlElement as Written } from './xml-document.ts'
import { faultsEn } from './texts/faults.en.ts'
import type { FaultRule } from './texts/faults.vi.ts'

/**
 * XML as models arrive from strangers, with what a reader of meaning needs: names, attributes, text. What it refuses is
 * refused by `xml-document.ts`, which keeps the whole document for whoever writes it back.
 */
export type XmlElement = {
  /** Without prefix. */
  readonly name: string
  /** The namespace's address, '' without one. */
  readonly namespace: string
  /** By local name for those without prefix, by `{namespace}name` for the others. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text that stands directly in this element, joined. */
  readonly text: string
  /** From 1. */
  readonly line: number
}

export type XmlBounds = { bytes: number; depth: number; elements: number; attributes: number }

/** 5 MB is ten times the largest model we have met; depth and counts likewise. */
export const xmlBounds: XmlBounds = { bytes: 5_000_000, depth: 200, elements: 200_000, attributes: 200 }

/** Reads a whole document. Refuses: `xml-too-large`, `xml-too-deep`, `xml-forbidden` (a document type), `xml-malformed` with line and reason. */
export function readXml(source: string, bounds: Partial<XmlBounds> = {}): XmlElement {
  const { bytes, ...rest } = { ...xmlBounds, ...bounds }
  // Characters are never more than bytes; the exact count is made only when it could matter.
  if (source.length > bytes || (source.length * 3 > bytes && Buffer.byteLength(source) > bytes)) throw new Refusal('invalid', 'xml-too-large', {}, { limit: bytes })
  try {
    return viewOf(parseXml(source, { ...documentBounds, ...rest }).root)
  } catch (error) {
    if (!(error instanceof NotXml)) throw error
    switch (error.rule) {
      case 'xml-too-deep': throw new Refusal('invalid', 'xml-too-deep', {}, error.params)
      case 'xml-too-many': throw new Refusal('invalid', 'xml-too-large', {}, error.params)
      case 'xml-doctype': throw new Refusal('invalid', 'xml-forbidden', {}, { line: error.line })
      default: throw new Refusal('invalid', 'xml-malformed', {}, { line: error.line, reason: faultsEn[error.rule as FaultRule](error.params) })
    }
  }
}

function viewOf(written: Written): XmlElement {
  const attributes = new Map<string, string>()
  for (const it of written.attributes) if (it.name !== 'xmlns' && it.prefix !== 'xmlns') attributes.set(it.ns ? `{${it.ns}}${it.local}` : it.local, it.value)
  const children: XmlElement[] = []
  let text = ''
  for (const it of written.children) {
    if (it.kind === 'element') children.push(viewOf(it))
    else if (it.kind === 'text') text += it.text
  }
  return { name: written.local, namespace: written.ns, attributes, children, text, line: written.line }
}

/** The first child of that name, in whatever namespace. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((child) => child.name === name)
export const childrenOf = (element: XmlElement, name: string): XmlElement[] => element.children.filter((child) => child.name === name)
