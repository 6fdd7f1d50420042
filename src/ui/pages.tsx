import type { Module } from '#platform/module'
import { definePage } from '#platform/page'
import { Refusal } from '#platform/refusal'
import { AboutPage, AccessibilityPage, PrivacyPage } from './about.tsx'
import { gallery } from './gallery.tsx'
import { doors } from './navigation.ts'

const nothing = async () => ({})
const said = (path: string, view: typeof AboutPage) => definePage({ path, face: 'portal', may: 'anyone', keep: 300, load: nothing, view: ({ p }) => view({ p }) })

/** The look's own pages: the three behind every footer, and in the sample the gallery. An entry of the floor plan like any room. */
export const look: Module = {
  name: 'look',
  pages: [
    said(doors.about, AboutPage),
    said(doors.accessibility, AccessibilityPage),
    said(doors.privacy, PrivacyPage),
    definePage({
      path: '/gallery', face: 'portal', may: 'anyone',
      load: async (ctx) => {
        if (!ctx.house.settings.sample) throw new Refusal('not-found', 'no-such-page')
        return {}
      },
      view: ({ p }) => gallery(p),
    }),
  ],
}
