import type { DesignTexts } from './design.vi.ts'

export const designEn: DesignTexts = {
  title: 'Procedures',
  lead: 'Write, look over and publish procedures. Who writes does not publish; cases under way keep their version.',
  states: { draft: 'Being written', waiting: 'Waiting for approval', scheduled: 'Scheduled', 'in-force': 'In force', retired: 'Ended', retiring: 'Ending waits for approval', ends: 'Ends soon' },
  list: {
    filter: 'State', any: 'All', code: 'Code', name: 'Procedure', state: 'State', version: 'Version', since: 'In force from', by: 'Written by', none: 'No procedure is in this state.',
    begin: 'Begin a new one', beginHint: 'For a procedure that is served, open its page. Where the national catalogue has its record, begin with the proposal of the record.', newCode: 'Code', newCodeHint: 'For example 1.001193', newName: 'Name in Vietnamese', beginNow: 'Begin', import: 'Take a file', importHint: 'A definition (YAML or JSON), and its decisions (DMN) if there are any.', yaml: 'Definition', dmn: 'Decisions', importNow: 'Take the file', catalogue: 'National catalogue',
  },
  overview: {
    draft: (version) => `Draft of version ${version}`, from: { record: (of) => `Made from record ${of} of the national catalogue`, version: (of) => `Made from version ${of}`, file: () => 'Taken from a file', empty: () => 'Begun anew' }, writtenBy: (names) => `Written by ${names}`, validFrom: (day) => `In force from ${day}`,
    parts: 'Its parts', partsHint: 'What is still to mend is said at its part.', good: 'Whole', wrong: (n) => (n === 1 ? '1 thing to mend' : `${n} things to mend`),
    remarks: (n) => `To look at (${n})`, settle: 'To be decided', settled: (who) => `Decided by ${who}`, settleNow: 'It is decided', wordsOf: 'Words of the record',
    untranslated: (n) => `${n} texts are not translated into English yet; the English page says so.`,
    begin: 'Write a new version', submit: 'Hand in for approval', submitHint: 'After that it cannot be changed until it is sent back or you take it back.', takeBack: 'Take back to change', waits: (who, when) => `Handed in by ${who}, ${when}. It waits for another who may publish.`,
    sentBack: (who, when) => `Sent back by ${who}, ${when}`, publish: 'Publish', publishTitle: 'Approval', decision: 'Number of the decision', publishNow: 'Publish this version', sendBack: 'Send back', why: 'Why', sendBackNow: 'Send back to the writer', notYours: 'You wrote in this draft, so another must publish it.',
    discard: 'Throw the draft away', discardHint: 'The draft goes; what is published stays.', versions: 'Versions', version: (n) => `Version ${n}`, ofCountry: 'of the country pack', publishedBy: (who) => `published by ${who}`, until: (day) => `until ${day}`, compare: 'Against the one before', compareDraft: 'What the draft changes', files: 'Files', yaml: 'Definition (YAML)', dmn: 'Decisions (DMN)', replace: 'Replace by a changed file', replaceHint: 'Fetch the file, change it with any tool and send it back.',
    service: 'See the service page', preview: 'See it on a phone', tryIt: 'Try a case',
    retire: 'End it', retireHint: 'After this day no new case is taken; those under way are finished. Another must approve.', lastDay: 'Last day', successor: 'Code of the procedure that takes its place', retireWhy: 'Legal basis and reason', retireNow: 'Hand in', retireWaits: (who, day) => `${who} proposes that it ends after ${day}`, confirmRetire: 'Approve the end', declineRetire: 'Decline', replacedBy: (code) => `Replaced by ${code}`,
    noDraft: 'There is no draft.',
  },
  parts: { names: 'Name and introduction', who: 'Who applies, who decides', form: 'Form', papers: 'Papers and cases', time: 'Time', fees: 'Fees', flow: 'Flow', result: 'Result', law: 'Legal bases', validity: 'Validity and source' },
  hints: {
    names: 'Write it to be understood at first reading.', who: 'What is not wholly online publishes its reason and legal basis (Decree 224/2026, article 14).', papers: 'For a paper that the State holds, name where: it is looked up and not asked. The table below says which case needs which paper.', time: 'The table says the time by channel and case.', fees: 'The fees above; rates and exemptions in the tables below.',
    flow: 'New cases go by this flow; those under way keep theirs.', result: 'The letter is filled from the answers of the form.', law: 'The acts that set the procedure.', validity: 'The version holds from this day; the one before ends the day before.',
  },
  boxes: {
    names: 'Name', everyday: 'In plain words: what it gets you', synonyms: 'What people call it', field: 'Field', lifeEvents: 'Life events', minutes: 'Minutes to fill in', popular: 'Place by popularity', newField: 'Another field, by name',
    applicants: 'Who may apply', level: 'Level that decides', department: 'Department that decides', competentUnit: 'Question that says which commune decides', conditions: 'Conditions', 'partial.reason': 'Why it is not wholly online', 'partial.basis': 'Legal basis of the reason', 'partial.names': 'What people are told',
    originals: 'Originals', copies: 'Copies', need: 'Handed in or shown', optional: 'Welcome, not required', heldAs: 'Held already by', 'askAgain.basis': 'Law that lets it be asked again', note: 'Advice', 'time.source': 'Legal basis of the time', 'time.longer.names': 'When it may take longer',
    at: 'Paid when', holds: 'What waits until paid', per: 'Counted by', source: 'Act that sets the amount', exemptions: 'Exemptions', flow: 'Flow', 'result.code': 'Code of the result', 'result.names': 'Name of the result', 'result.documentType': 'Kind of document', 'result.template': 'Letter', 'result.paper': 'The law still gives paper', 'result.fill': 'Filled from the form',
    number: 'Number', articles: 'Articles', date: 'Date', validFrom: 'In force from', 'source.what': 'Taken from', 'source.decision': 'Decision that published it', 'source.readOn': 'Read on', 'source.sureness': 'How sure', 'source.doubts': 'Doubts',
    'x-widget': 'Kind of question', 'x-label': 'Question', 'x-hint': 'Hint', 'x-when': 'Asked only when', 'x-options': 'Options', 'x-columns': 'Columns', 'x-from': 'Filled in from', 'x-from-when': 'Filled in only when', 'x-known': 'What is known is', 'x-computed': 'Computation', 'x-suffix': 'Unit', 'x-example': 'Example', 'x-not-after': 'Not after', 'x-not-before': 'Not before', 'x-age-from': 'Of age at least', 'x-signs': 'Must be the same as', minLength: 'Characters at least', maxLength: 'Characters at most', minimum: 'From', maximum: 'To', minItems: 'Rows at least', maxItems: 'Rows at most', title: 'Title', hint: 'Hint', when: 'This step only when', _required: 'Must be answered',
  },
  boxHints: {
    synonyms: 'One a line', exemptions: 'One a line: code | Vietnamese | English', 'x-options': 'One a line: value | Vietnamese | English. Or the name of a shared list, such as sex, ethnicity', 'x-columns': 'One a line: name | kind | Vietnamese | English | choices parted by / | ? if optional. Kinds: text, number, money, date, choice, phone…',
    'x-from': 'One source a line, the best first, for example population.self.name', 'x-when': 'In FEEL, for example: bornAtFacility = false and copies > 2', 'x-from-when': 'In FEEL', when: 'In FEEL, for example: applyingAs = "organisation"', 'x-computed': 'In FEEL, for example: copies * 8000', 'result.fill': 'One place a line: place: sentence with {question}', 'result.code': 'KQ.…', field: 'If it is not there, name it below',
  },
  languages: { vi: 'Vietnamese', en: 'English' },
  choices: {
    levels: { commune: 'Commune or ward', province: 'Province' }, reasons: { 'presence-by-law': 'Presence required by law', 'site-check': 'Check on the spot', technical: 'Not yet possible technically', other: 'Other' }, needs: { submit: 'Handed in', present: 'Shown' }, feeTimes: { filing: 'With the case', return: 'With the result' }, feeHolds: { result: 'The result', copies: 'Only the copies' }, sureness: { high: 'Read in the act', medium: 'To be checked', low: 'General knowledge' }, known: { shown: 'Shown only', editable: 'Shown and may be changed' }, population: 'Population database', today: 'Today',
    always: { channel: 'Channel (channel)', day: 'Day of filing (day)', longer: 'Longer time (longer)' }, units: { 'working-day': 'working days', day: 'days', hour: 'hours', immediate: 'at once' }, yes: 'Yes', no: 'No', none: 'None',
  },
  edit: {
    save: 'Save this part', entry: (n) => `Entry ${n}`, fresh: 'Add an entry', gone: 'Take it out', place: 'Place', rule: (n) => `Row ${n}`, freshRule: 'Add a row', goneRule: 'Take this row out', tables: { papers: 'Which paper is needed when', fees: 'Rates', exemptions: 'Exemptions', time: 'Time by case' }, tableHint: 'Each cell is a condition in FEEL: - for any, "a" for the value a, "a", "b" for one of two, > 3, true, not("a").', addColumn: 'Add a column about', dropColumn: (name) => `Take out the column ${name}`, note: 'Note', own: 'The decisions of this draft are drawn (DMN): change them by file.', notNow: 'This draft waits for approval: take it back to change it.', drawing: 'See the flow', sources: 'Sources that can be used', back: 'Back to the draft', saved: 'Saved',
  },
  form: { lead: 'People walk through it step by step. A shared step becomes this form’s own when it is changed.', shared: 'shared', only: (condition) => `Only when ${condition}`, up: 'Up', down: 'Down', remove: 'Remove', edit: 'Edit', editStep: 'Edit step', addField: 'Add a question', label: 'Question', kind: 'Kind of question', addStep: 'Add a step', stepTitle: 'Title of the step', takeStep: 'Take a shared step', take: 'Take', required: 'required', field: (name) => `Question ${name}`, step: (name) => `Step ${name}`, name: 'Its name in conditions and computations' },
  preview: { title: 'Preview', lead: 'The form as people will see it on a phone. Nothing is sent.', next: 'Next step', previous: 'Step before', faults: 'There are still things to mend in the draft, so it cannot be shown yet.' },
  differences: { title: 'Comparison', between: (a, b) => `${a} and ${b}`, draft: 'the draft', none: 'Nothing differs.', place: 'Place', before: 'Before', after: 'After', absent: 'not there', gone: 'taken out' },
  source: 'Words of the source',
}
