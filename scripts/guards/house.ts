/**
 * The plan of the house, in one place: `.dependency-cruiser.cjs` reads the floors for imports, the guard of statements reads
 * floors and owners for SQL (docs/decisions/0001 and 0025).
 */

/** A feature imports, and reads tables of, its own floor and those below. Features still to come have their floor already. */
export const FLOORS: readonly (readonly string[])[] = [
  ['actors', 'history', 'keptCounts'],
  ['partnerships', 'accounts', 'establishments', 'messages', 'suppression', 'documentText'],
  ['questions'],
  ['questionnaires'],
  ['returns'],
  ['liveList', 'returnPages', 'counting'],
  ['rounds'],
  ['links'],
  ['correspondence'],
  ['actionPlan', 'issuing', 'evidence', 'extensions', 'chasing', 'reminders', 'verdicts', 'coding', 'asking'],
  ['sampling', 'actions', 'publications', 'sheetImports'],
  ['reviewing'],
  ['answering', 'handling', 'signing', 'yearOnYear', 'lastYear', 'workbooks'],
  ['findings', 'groupTables', 'saidDid', 'plans', 'standards', 'feedback', 'authoring'],
  ['dashboard', 'datasets'],
  ['exports', 'reports', 'api', 'explore'],
]

/** Features that are to be parted or renamed: their names leave the floors with their folders. */
export const LEAVING: readonly string[] = []

/** Who writes a table. Every table of the migrated database has one owner, a feature or the platform. */
export const OWNERS: Readonly<Record<string, readonly string[]>> = {
  platform: ['rate_limits', 'sessions', 'request_keys', 'job_runs'],
  history: ['events'],
  keptCounts: ['partnership_moves', 'partnership_generations', 'kept_counts'],
  partnerships: ['partnerships', 'question_sets'],
  accounts: ['accounts', 'account_recovery_codes', 'sign_in_links'],
  establishments: [
    'establishments',
    'establishment_links',
    'contacts',
    'register_imports',
    'register_import_rows',
    'import_file_lines',
    'contact_words',
  ],
  messages: ['messages'],
  questionnaires: ['questionnaire_versions'],
  returns: ['returns', 'excuses_ahead', 'responses', 'response_changes', 'chosen_over', 'sign_offs', 'signature_waivers', 'submissions'],
  counting: ['return_answers', 'round_answers'],

  rounds: ['rounds', 'round_questionnaires'],
  links: ['invitations', 'contributors', 'contributor_devices'],
  evidence: ['evidence', 'evidence_questions'],
  coding: ['comment_rounds', 'comment_returns', 'comments', 'comment_themes', 'coding_batches', 'comment_codes', 'quotations'],
  extensions: ['extensions', 'extension_batches'],
  asking: ['requests', 'clarifications'],
  chasing: ['chases'],
  sampling: ['dip_samples', 'dip_sample_members'],
  feedback: ['round_feedback', 'feedback', 'feedback_replies', 'feedback_words'],
  verdicts: ['verdicts', 'reviews'],
  reviewing: ['conflicts_of_interest', 'rubrics', 'visits'],
  standards: [
    'standard_sets',
    'standards',
    'standard_exercises',
    'exercise_standards',
    'rating_agencies',
    'exercise_agencies',
    'ratings',
    'rating_changes',
    'agency_links',
  ],
  answering: ['unsent_forms'],
  signing: ['signature_codes'],
  issuing: ['address_links'],
  workbooks: ['filled_workbooks'],
  publications: ['publications', 'given_figures'],
  actionPlan: ['action_plan_notes', 'action_plan_reminders', 'action_plan_switches'],
  actions: ['actions', 'action_leads', 'action_progress', 'action_links'],
  findings: ['findings', 'finding_actions'],
  groupTables: ['group_tables'],
  saidDid: ['themes', 'theme_findings', 'theme_actions'],
  plans: ['plans', 'plan_parts', 'plan_places', 'plan_measures', 'plan_measure_values', 'plan_versions'],
  sheetImports: ['sheet_imports'],
  exports: ['exports'],
  reports: ['reports'],
}
