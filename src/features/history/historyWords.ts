import {
  account,
  chaseWords,
  counted,
  day,
  excuse,
  finding,
  instant,
  labelled,
  list,
  number,
  roleWords,
  tally,
  text,
  type Details,
} from './detailWords.ts'

/** What parts of the work an event belongs to, in the order in which people are offered them. */
export const SUBJECTS = {
  rounds: 'Rounds',
  links: 'Audit links and mail',
  returns: 'Returns',
  extensions: 'Extensions',
  chases: 'Chases',
  samples: 'Dip samples and reviews',
  findings: 'Findings',
  exports: 'Workbooks',
  register: 'Register and contacts',
  questionnaires: 'Questionnaires',
  accounts: 'Accounts',
} as const
export type Subject = keyof typeof SUBJECTS

type Words = {
  subject: Subject
  /** What was done, to follow the person's name. `{establishment}` becomes a name, or "17 establishments". */
  did: string
  /** More, a sentence each. */
  more?: (details: Details) => readonly (string | undefined)[]
}

/**
 * Every verb of the history with its words. An event can only be recorded with a verb of this table, so a new verb is
 * given its words before anything else compiles.
 */
export const HISTORY_WORDS = {
  'round.created': { subject: 'rounds', did: 'prepared the round' },
  'round.changed': {
    subject: 'rounds',
    did: 'changed the round',
    more: d => [list('Changed', d.changed), tally(d.chosenAgain, 'given another question set')],
  },
  'round.opened': { subject: 'rounds', did: 'opened the round', more: d => [counted(d.establishments, 'establishment')] },
  'round.issue_ordered': {
    subject: 'rounds',
    did: 'started to issue audit links',
    more: d => [`To ${counted(d.establishments, 'establishment') ?? 'none'}`],
  },
  'round.closed': { subject: 'rounds', did: 'closed the round' },
  'round.reopened': { subject: 'rounds', did: 'opened the round again' },
  'round.discarded': { subject: 'rounds', did: 'threw a round away before it was opened', more: d => [text(d.name)] },
  'round.establishments_added': {
    subject: 'rounds',
    did: 'added establishments to the round',
    more: d => [counted(d.added, 'establishment')],
  },
  'round.establishments_removed': {
    subject: 'rounds',
    did: 'took establishments out of the round',
    more: d => [counted(d.removed, 'establishment')],
  },
  'round.sets_chosen': {
    subject: 'rounds',
    did: 'chose a question set for establishments',
    more: d => [counted(d.changed, 'establishment'), labelled('Set', d.set)],
  },
  'round.versions_taken': { subject: 'rounds', did: 'took newer versions of the question sets into the round' },

  'invitation.issued': { subject: 'links', did: 'issued an audit link to {establishment}', more: d => [labelled('To', d.name)] },
  'invitation.resent': { subject: 'links', did: 'sent the audit link again to {establishment}', more: d => [labelled('To', d.name)] },
  'invitation.revoked': {
    subject: 'links',
    did: 'ended an audit link of {establishment}',
    more: d => [labelled('Of', d.name), labelled('Reason', d.reason)],
  },
  'invitation.shown': { subject: 'links', did: 'looked at the audit link of {establishment}', more: d => [labelled('Of', d.name)] },
  'invitation.opened': { subject: 'links', did: 'opened the audit link of {establishment}' },
  'message.retried': { subject: 'links', did: 'sent a message that had not left to {establishment}' },
  'contributor.entered': { subject: 'links', did: 'came in by the audit link of {establishment}', more: d => [roleWords(d.role)] },

  'return.saved': {
    subject: 'returns',
    did: 'saved answers of {establishment}',
    more: d => [text(d.title), counted(d.questions, 'question')],
  },
  'return.signed_off': { subject: 'returns', did: 'signed off the return of {establishment}', more: d => [roleWords(d.role)] },
  'return.submitted': {
    subject: 'returns',
    did: 'submitted the return of {establishment}',
    more: d => [labelled('Receipt', d.reference), d.awaitingChair === true ? 'The chair’s sign-off is still to come' : undefined],
  },
  'return.sent_back': {
    subject: 'returns',
    did: 'sent the return of {establishment} back for more work',
    more: d => [labelled('Reason', d.reason)],
  },
  'return.accepted': { subject: 'returns', did: 'accepted the return of {establishment}' },
  'return.excused': {
    subject: 'returns',
    did: 'recorded that {establishment} need not answer',
    more: d => [excuse(d.as), labelled('Reason', d.reason)],
  },
  'return.reinstated': { subject: 'returns', did: 'asked {establishment} for its return after all' },
  'return.taken_in': {
    subject: 'returns',
    did: 'took in an offline return of {establishment}',
    more: d => [labelled('Receipt', d.reference), instant('Received', d.receivedAt), labelled('Note', d.note)],
  },
  'return.keyed_in': {
    subject: 'returns',
    did: 'keyed in answers of {establishment}',
    more: d => [text(d.title), counted(d.questions, 'question'), tally(d.changed, 'of them changed an earlier answer')],
  },

  'evidence.added': {
    subject: 'returns',
    did: 'added evidence of {establishment}',
    more: d => [counted(d.files, 'file'), d.via === 'email' ? 'Received by email' : undefined],
  },
  'evidence.described': {
    subject: 'returns',
    did: 'described evidence of {establishment}',
    more: d => [labelled('Its description was', d.noteBefore), day('It was dated', d.datedBefore)],
  },
  'evidence.detached': { subject: 'returns', did: 'took evidence of {establishment} off a question' },
  'evidence.removed': { subject: 'returns', did: 'removed evidence of {establishment}' },
  'evidence.restored': { subject: 'returns', did: 'brought removed evidence of {establishment} back' },

  'return.extended': {
    subject: 'extensions',
    did: 'granted an extension to {establishment}',
    more: d => [instant('Until', d.to), instant('It was due at', d.from), labelled('Reason', d.reason)],
  },

  'chase.recorded': {
    subject: 'chases',
    did: 'chased the return of {establishment}',
    more: d => [chaseWords(d.kind), labelled('Said', d.said), day('Next on', d.nextOn)],
  },

  'sample.drawn': {
    subject: 'samples',
    did: 'drew a dip sample',
    more: d => [
      text(d.name),
      `${counted(d.drawn, 'establishment') ?? 'None'} of ${number(d.population) ?? 'all'}`,
      labelled('Seed', d.seed),
    ],
  },
  'sample.replaced': {
    subject: 'samples',
    did: 'replaced {establishment} in the dip sample',
    more: d => [labelled('Reason', d.reason), list('Passed over, as no return is expected', d.passedOver)],
  },
  'return.sampled': { subject: 'samples', did: 'took {establishment} into the dip sample', more: d => [text(d.name)] },
  'evidence.requested': {
    subject: 'samples',
    did: 'asked {establishment} for evidence',
    more: d => [instant('By', d.dueAt), list('About', d.areas)],
  },
  'review.recorded': { subject: 'samples', did: 'recorded verdicts on the evidence of {establishment}' },
  'review.concluded': { subject: 'samples', did: 'concluded the review of {establishment}' },
  'outcome.sent': { subject: 'samples', did: 'sent the outcome of the review to {establishment}' },

  'finding.created': { subject: 'findings', did: 'wrote a finding', more: finding },
  'finding.changed': { subject: 'findings', did: 'changed a finding', more: finding },
  'finding.recounted': { subject: 'findings', did: 'counted the findings again' },
  'finding.moved': { subject: 'findings', did: 'moved a finding' },
  'finding.deleted': { subject: 'findings', did: 'removed a finding', more: finding },

  'export.requested': { subject: 'exports', did: 'asked for the workbook of the round' },
  'export.made': { subject: 'exports', did: 'made the workbook of the round', more: d => [labelled('For', d.requestedBy)] },
  'export.failed': { subject: 'exports', did: 'could not make the workbook of the round' },
  'export.downloaded': { subject: 'exports', did: 'downloaded the workbook of the round' },

  'establishment.added': { subject: 'register', did: 'added {establishment} to the register' },
  'establishment.changed': { subject: 'register', did: 'changed {establishment} in the register' },
  'establishment.matched': {
    subject: 'register',
    did: 'gave {establishment} its number',
    more: d => [`From ${text(d.from) ?? 'none'} to ${text(d.to) ?? 'none'}`],
  },
  'establishment.set_chosen': {
    subject: 'register',
    did: 'chose the question set of {establishment}',
    more: d => [labelled('Set', d.set)],
  },
  'contact.added': { subject: 'register', did: 'added a contact of {establishment}', more: d => [text(d.name), roleWords(d.role)] },
  'contact.changed': { subject: 'register', did: 'changed a contact of {establishment}', more: d => [text(d.name), roleWords(d.role)] },
  'contact.ended': { subject: 'register', did: 'ended a contact of {establishment}', more: d => [text(d.name), roleWords(d.role)] },
  'contact.imported': { subject: 'register', did: 'imported contacts of {establishment}' },
  'contacts.imported': {
    subject: 'register',
    did: 'imported contacts',
    more: d => [text(d.file), ...['new', 'changed'].map(name => tally(d[name], name))],
  },
  'register.imported': {
    subject: 'register',
    did: 'imported the register',
    more: d => [text(d.file), ...['new', 'changed', 'closed', 'converted'].map(name => tally(d[name], name))],
  },
  'register.links_imported': {
    subject: 'register',
    did: 'imported predecessors and successors',
    more: d => [text(d.file), tally(d.added, 'added')],
  },
  'register.preview_discarded': { subject: 'register', did: 'put an import of the register aside', more: d => [text(d.file)] },
  'establishment.closed': { subject: 'register', did: 'marked {establishment} as closed, by an import' },
  'establishment.converted': { subject: 'register', did: 'recorded that {establishment} was converted, by an import' },

  'questionnaire.published': {
    subject: 'questionnaires',
    did: 'published a question set',
    more: d => [`Set ${text(d.set) ?? ''}, version ${number(d.version) ?? ''}`],
  },

  'account.added': { subject: 'accounts', did: 'added an account', more: d => [account(d), text(d.role)] },
  'account.changed': {
    subject: 'accounts',
    did: 'changed an account',
    more: d => [account(d), d.to === undefined ? undefined : `From ${text(d.from) ?? ''} to ${text(d.to) ?? ''}`],
  },
  'account.disabled': { subject: 'accounts', did: 'disabled an account', more: d => [account(d)] },
  'account.enabled': { subject: 'accounts', did: 'enabled an account', more: d => [account(d)] },
  'account.link_sent': { subject: 'accounts', did: 'sent a link to set a password', more: d => [account(d)] },
  'account.second_factor_reset': { subject: 'accounts', did: 'took the authenticator app off an account', more: d => [account(d)] },
  'account.signed_in': {
    subject: 'accounts',
    did: 'signed in',
    more: d => [d.by === 'recovery_code' ? 'With a recovery code' : d.by === 'demonstration_link' ? 'By a demonstration link' : undefined],
  },
  'account.password_set': { subject: 'accounts', did: 'set a password' },
  'account.password_changed': { subject: 'accounts', did: 'changed their password' },
  'account.second_factor_set': { subject: 'accounts', did: 'set up an authenticator app' },
  'account.recovery_codes_made': { subject: 'accounts', did: 'made new recovery codes' },
  'account.sessions_ended': { subject: 'accounts', did: 'signed out everywhere else' },
} as const satisfies Record<string, Words>

export type Verb = keyof typeof HISTORY_WORDS

/** The words of a verb. One that is not in the table (an older program wrote it) is said as it is written. */
export function wordsOf(verb: string): Words {
  const known = (HISTORY_WORDS as Record<string, Words>)[verb]
  const [noun = '', done = ''] = verb.split('.')
  return known ?? { subject: 'rounds', did: `${noun}: ${done}`.replaceAll('_', ' ') }
}

/** The verbs of a subject, for a filter. */
export const verbsOf = (subject: Subject): string[] =>
  Object.entries<Words>(HISTORY_WORDS).flatMap(([verb, words]) => (words.subject === subject ? [verb] : []))
