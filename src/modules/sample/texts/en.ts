import type { vi } from './vi.ts'

export const en: typeof vi = {
  refusals: {
    'only-in-sample': 'This exists in the sample only.',
    'choose-day': 'Write the day as day/month/year, for example 05/12/2026.',
    'choose-hour': 'Write the time as hours:minutes, for example 08:30.',
    'time-goes-forward': 'Choose a moment after the present time of the sample. To go back, use “Back to real time”.',
    'too-far-ahead': 'Time can go forward at most five years from the real time.',
  },
  time: {
    title: 'Time in the sample',
    lead: 'In the sample you can move the time and watch deadlines, apologies and overdue cases happen. It runs on from the moment you choose.',
    now: 'It is now',
    real: 'The real time.',
    ahead: (words) => `${words} ahead of the real time.`,
    behind: (words) => `${words} behind the real time.`,
    days: (n) => (n === 1 ? '1 day' : `${n} days`), hours: (n) => (n === 1 ? '1 hour' : `${n} hours`), minutes: (n) => (n === 1 ? '1 minute' : `${n} minutes`),
    quick: 'A little further',
    hour: '1 hour on', day: '1 day on', week: '1 week on',
    choose: 'Choose a day and a time',
    dayField: 'Day', dayHint: 'Day/month/year', hourField: 'Time', hourHint: 'Hours:minutes', go: 'Go to this moment',
    back: 'Back to real time', backTitle: 'Going back', backHint: 'What was done later stays as it is, with the date it was done on.',
    after: 'After a move, what happens by itself (passing on, apologies, overdue cases) is done within a few seconds.',
    signIn: 'Sign in as anybody in the sample to move the time.', signInLink: 'Sign in',
  },
}
