import type { vi } from './vi.ts'

export const en: typeof vi = {
  refusals: {
    'log-not-signed': 'The log has not been sealed yet. Try again in a few minutes; if there is still nothing, tell the administrator.',
    'log-not-stamped': 'This head carries no time stamp.',
    'log-not-so-long': 'The log does not hold so many events yet. Take the number from a head that was published.',
  },
  log: {
    title: 'A log that proves itself',
    lead: 'Whatever is done here, and every look at personal data, is recorded as an event. All of them are sealed under one hash, which is signed and published on this page. Nobody, ourselves included, can change, remove or slip in an old event without being found out.',
    noKey: 'The log is not signed yet',
    noKeyWhat: 'Whoever runs this platform has not made a key. Events are recorded all the same.',
    notYet: 'There is no head yet',
    notYetWhat: 'The first is signed about a minute after the first event.',
    size: 'Events', at: 'Sealed at', root: 'Root hash', key: 'Key to check with',
    stamp: 'Time stamp', stamped: 'Yes, of a time-stamping authority (RFC 3161)', notStamped: 'None; the hour is this server’s own',
    how: 'Anyone can hold us to it',
    howWhat: 'You need not trust us; you need to keep a copy.',
    keep: 'Download the head of today and keep it where we cannot reach: your computer, a newspaper, the inspectorate.',
    later: 'Later, ask us to prove that the log begins with what it was (evidence.consistency). If an old event was changed, no proof fits.',
    yours: 'For a case of yours, download its receipt on its page (or by cases.proof): every event with its path to the root. It can be checked when this platform is gone.',
    formats: 'Merkle tree of RFC 9162, heads in the form of C2SP tlog-checkpoint, the tree itself below /log/tile as C2SP tlog-tiles. An agency checks a whole database by: npm run sen -- evidence verify.',
    checkpoint: 'Latest head', stampFile: 'Its time stamp', heads: 'All heads', keyFile: 'Key to check with',
    private: 'It gives nobody away',
    privateWhat: 'Hashes only are published. What happened is hashed with a random number of its own, so that nobody can guess it; and when data is deleted by rule, the log still proves the rest.',
    before: 'Before that',
  },
}
