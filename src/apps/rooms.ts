import { cases } from '#cases'
import { documents } from '#documents'
import { flows } from '#flows'
import { identity } from '#identity'
import { indicators } from '#indicators'
import { notifications } from '#notifications'
import { organisations } from '#organisations'
import { payments } from '#payments'
import type { Module } from '#platform/module'
import { procedures } from '#procedures'
import { registers } from '#registers'
import { look } from '#ui/pages'
import { sample } from '#sample'
import { api } from './api.tsx'
import { ground } from './ground.ts'
import { workLeft } from './work-left.tsx'

/** The floor plan: every room of the house, in the order a newcomer should walk through them. */
export const rooms: readonly Module[] = [ground, api, look, workLeft, procedures, cases, flows, documents, payments, notifications, indicators, registers, identity, organisations, sample]
