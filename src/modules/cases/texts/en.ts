import type { vi } from './vi.ts'

export const en = {
  refusals: {
    'no-such-case': 'We cannot find this case, or you may not see it. Check the case code.',
    'not-your-case': 'This step belongs to another unit or person; you cannot take it for them.',
    'not-your-desk': 'You do not receive cases at this desk. Choose the one-stop desk where you work.',
    'not-possible-now': 'The case has moved on. Load the page again to see where it stands.',
    'papers-asked-once-already': 'Papers were already asked for once. The law allows one request, and a complete one.',
    'too-late-to-ask-for-papers': 'The days in which papers may be asked for are over. Decide the case, or refuse it with the reason.',
    'extended-once-already': 'This case was given a new appointment once. Only one is allowed.',
    'rated-already': 'You have rated this case already. Thank you.',
    'result-not-ready': 'The result is being made. Wait a few minutes and try again.',
    'fee-not-paid-yet': 'The fee is not paid yet. Collect it at the counter, or wait for the online payment, then accept.',
    'no-such-procedure': 'There is no such procedure, or it is no longer in force. Search the catalogue again.',
    'paper-missing': 'Upload this paper, a clear photo or a PDF.',
    'choose-commune': 'Choose the commune or ward that will decide.',
    'send-something': 'Send at least one paper, or write an answer.',
    'say-why': 'Write the reason, so that the applicant understands and knows what to do.',
    'no-such-draft': 'We cannot find this draft. You may have handed it in, or its keeping time is over.',
    'result-value-missing': 'Fill this in; it is printed on the result.',
    'no-such-paper': 'This procedure does not ask for that paper.',
    'no-such-upload': 'We cannot find this file. Upload it again.',
    'too-many-papers': 'The case holds 60 files already. Remove some, or put them into one PDF.',
    'no-such-view': 'We cannot find this saved view.',
  },
} satisfies typeof vi
