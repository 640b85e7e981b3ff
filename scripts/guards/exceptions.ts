/**
 * What does not keep the rules of the house today, each with its reason. These lists only shrink: `npm run check` fails over an
 * entry that is needed no more, and nothing is added to them without a reason that was measured (docs/decisions/0025).
 */

const WHERE = 'its statement leaves nulls out'

/** What a rule or a page takes that it should not: its file, and the name taken. */
export const TAKEN: Readonly<Record<string, string>> = {}

/** SQL that names tables outside a store: where the text stands. */
export const NOT_IN_A_STORE: Readonly<Record<string, string>> = {
  'questionnaires/askedSql.ts sqlOf': 'made from a questionnaire; a property test holds it equal to the rule in TypeScript',
}

/** Statements over the head of a table's owner, by their reason: where the text stands, what it does and to which table. */
export const OVER_AN_OWNERS_HEAD: Readonly<Record<string, readonly string[]>> = {
  'a save is one statement, one round trip and one commit (measured in docs/decisions/0008 and 0018)': [
    'returns/store.ts saveSql writes events',
    'returns/store.ts WRITE_SAVE_OVER writes events',
  ],
  'a submission is written with its event in one statement (counted in docs/decisions/0048)': [
    'returns/submissionStore.ts WRITE_SUBMISSION writes events',
  ],
  'an opened section is one statement, whose version vouches for all that it read (measured in docs/decisions/0018)': [
    'returns/answersStore.ts COUNTS_SQL reads evidence',
    'returns/answersStore.ts COUNTS_SQL reads evidence_questions',
    'returns/store.ts RETURN_FROM reads rounds',
    'accounts/signInStore.ts STAFF reads partnerships',
  ],
  'a column of where a return stands costs nothing to statements that do not name it, and lists keep their indexes (measured in docs/decisions/0028)':
    [
      'returns/standingStore.ts BESIDE reads dip_sample_members',
      'returns/standingStore.ts BESIDE reads evidence',
      'returns/standingStore.ts BESIDE reads rounds',
      'returns/standingStore.ts EVIDENCE_ASKED_SQL reads dip_sample_members',
    ],
  'what is kept about a return is asked in the statement that deletes it: asked before, it could come in between': [
    'returns/membershipStore.ts HAS_RECORDS_SQL reads chases',
    'returns/membershipStore.ts HAS_RECORDS_SQL reads dip_sample_members',
    'returns/membershipStore.ts HAS_RECORDS_SQL reads evidence',
    'returns/membershipStore.ts HAS_RECORDS_SQL reads extensions',
    'returns/membershipStore.ts HAS_RECORDS_SQL reads invitations',
  ],
  'which returns come next is decided and held in one statement: two workers on one order never take the same': [
    'issuing/issueStore.ts nextToIssue locks returns',
  ],
  'every row names its partnership, and a sign-in says which it is': [
    'accounts/signInLinkStore.ts insertDemonstrationLink reads partnerships',
    'accounts/signInLinkStore.ts consumeDemonstrationLink reads partnerships',
  ],
  'all that names a file of the store, in one statement, or a file that somebody needs is swept away': [
    'evidence/orphanStore.ts unknownKeys reads exports',
    'evidence/orphanStore.ts unknownKeys reads reports',
  ],
  'a link is written into a mail as it leaves, if it still leads somewhere at that moment': [
    'messages/store.ts findMessage reads invitations',
    'messages/store.ts findMessage reads sign_in_links',
  ],
  'a page shows what stands above its feature: the page, or what it shows, is to move up': [
    'messages/listStore.ts roundsWithMail reads rounds',
    'messages/listStore.ts returnOfMessage reads returns',
    'questionnaires/store.ts usedVersions reads round_questionnaires',
    'questionnaires/store.ts usedVersions reads rounds',
  ],
  'the history names what it tells of': [
    'history/store.ts recordEvents reads returns',
    'history/historyStore.ts HISTORY reads establishments',
    'history/historyStore.ts HISTORY reads rounds',
    'history/historyStore.ts staffInHistory reads accounts',
    'history/historyStore.ts roundName reads rounds',
  ],
  'a rule of questionnaires as SQL over their responses; a property test holds the two equal': [
    'questionnaires/askedSql.ts sqlOf reads responses',
  ],
}

const NO_DRAFT = 'only a draft has none, and the database lets none into a round'

/** What a statement over published versions of questionnaires gives: a draft alone has none of it, by a CHECK. */
function published(statement: string): Record<string, string> {
  const columns = ['version', 'publishedAt', 'publishedBy']
  return Object.fromEntries(columns.map(column => [`questionnaires/store.ts ${statement} ${column}`, 'published: a draft alone has none']))
}

/** Columns that may be null by their table, but not in the rows that a statement gives. */
export const NEVER_NULL: Readonly<Record<string, string>> = {
  'sampling/requestStore.ts evidenceRequestsTo requestedAt': WHERE,
  'sampling/requestStore.ts askedElsewhere dueAt': 'set with requested_at, by a CHECK',
  'sampling/requestStore.ts evidenceRequestsTo dueAt': 'set with requested_at, by a CHECK',
  'issuing/lostLinkStore.ts mailedLately id': WHERE,
  'establishments/register/compareStore.ts registeredAuthorities code': WHERE,
  'establishments/register/stagedStore.ts stagedClosings identifier': 'only rows with errors have none, and those close nothing',
  'establishments/register/stagedStore.ts stagedOpenings identifier': 'only rows with errors have none, and those open nothing',
  'exports/store.ts claimExport jobRunId': 'an export is asked for with its run',
  'exports/store.ts markLost jobRunId': 'an export is asked for with its run',
  'exports/store.ts expiredFiles key': WHERE,
  ...published('usedVersions'),
  ...published('findVersion'),
  ...published('versionsOf'),
  ...published('insertVersion'),
  ...published('publishDraftRow'),
  ...published('newestVersions'),
  'rounds/questionnaireStore.ts questionnairesOf version': NO_DRAFT,
  'datasets/returnsStore.ts versionsInRound version': NO_DRAFT,
}

/** Statements that no test runs, so that nothing compares their rows with what they declare. */
export const NEVER_RUN: Readonly<Record<string, string>> = {}

/** Two tables with the codes of one set that cannot be one table. */
export const SAME_CODES: Readonly<Record<string, string>> = {
  'answering/prefill.ts ASKED_ROLES ~ signing/declaration.ts DECLARATION': 'whom a question asks for, and what a signature says',
  'answering/prefill.ts ASKED_ROLES ~ history/actor.ts CONTACT_ROLE_WORDS': 'whom a question asks for, and what roles are called',
  'history/actor.ts CONTACT_ROLE_WORDS ~ signing/declaration.ts DECLARATION': 'what three of the roles sign is no word for a role',
}
