import { identify, proofPage, prove, shownCertificate, thumbprint } from '#identity'
import { waitingFor } from '#notifications'
import { placeOf } from '#organisations'
import type { Roof } from '#platform/http'
import { findAsset } from '#ui/assets'
import { StatusPage } from '#ui/status-page'

/** What holds the three faces together: who somebody is, whose platform this is, and how it looks when something is not there. */
export const roof: Roof = {
  identify,
  certificateOf(house, req) {
    const shown = shownCertificate(house, req)
    return shown && thumbprint(shown)
  },
  place: placeOf,
  waiting: waitingFor,
  statusPage: (p, status, code, number) => StatusPage({ p, status, number, says: p.say(code, { number }) }),
  findAsset,
  proofPage,
  prove,
}
