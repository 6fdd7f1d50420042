import { createHash } from 'node:crypto'
import { type Hash, leafHash } from './merkle.ts'

/**
 * An event as the tree sees it, in text as the database prints it. What the event says and the name of who did it are
 * personal: the leaf holds a commitment to them under a salt of the event's own. Salt and payload gone, the leaf still
 * proves that something of this kind happened here, then, by this account; and nobody can guess what it said.
 */
export type Entry = {
  position: number
  stream: string
  version: number
  type: string
  actor: string
  inNameOf: string | null
  /** UTC with microseconds: '2026-11-21T22:05:06.123456Z'. */
  at: string
  commitment: Hash
}

/**
 * The bytes of a leaf: one line of JSON without spaces (also canonical by RFC 8785):
 * `["sen-event/1",position,stream,version,type,actor,in name of or null,at,commitment in hexadecimal]`.
 */
export const entryText = (e: Entry): string => JSON.stringify(['sen-event/1', e.position, e.stream, e.version, e.type, e.actor, e.inNameOf, e.at, e.commitment.toString('hex')])

export const entryHash = (e: Entry): Hash => leafHash(Buffer.from(entryText(e)))

/** `["sen-payload/1",name of the actor,data]`, the data as PostgreSQL prints jsonb: keys by length and then by bytes. */
export const payloadText = (actorName: string, dataText: string): string => `["sen-payload/1",${JSON.stringify(actorName)},${dataText}]`

/** SHA-256 over the salt and the payload. */
export const commitmentOf = (salt: Buffer, payload: string): Hash => createHash('sha256').update(salt).update(payload).digest()

/** The same in the database's words, for the follower: hashing where the rows lie costs a tenth of carrying them out. */
export const leafInSql = (e = 'e'): string => `sha256('\\x00'::bytea || convert_to(concat('["sen-event/1",', ${e}.position, ',', to_json(${e}.stream), ',', ${e}.version, ',', to_json(${e}.type), ',', to_json(${e}.actor), ',',
  coalesce(to_json(${e}.in_name_of)::text, 'null'), ',"', ${momentInSql(`${e}.at`)}, '","',
  encode(coalesce(${e}.commitment, sha256(${e}.salt || convert_to(concat('["sen-payload/1",', to_json(${e}.actor_name), ',', ${e}.data::text, ']'), 'UTF8'))), 'hex'), '"]'), 'UTF8'))`
export const momentInSql = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
