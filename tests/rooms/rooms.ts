/**
 * What a whole run has in one file each, because it takes little longer than it takes to load the program (docs/decisions/0050): folders of
 * tests, and files. Any other, and any that is asked for by name, runs as a file of its own.
 */
export const ROOMS = {
  returns: ['http/returns', 'http/lastYear', 'http/extensions', 'http/chasing', 'http/history'],
  documents: ['http/handling', 'http/workbooks', 'http/links', 'http/messages'],
  plans: ['http/plans', 'http/actions', 'http/saidDid', 'http/feedback', 'http/publications'],
  figures: ['http/datasets', 'http/dashboard', 'http/counting', 'http/keptCounts', 'http/yearOnYear', 'http/groupTables'],
  reviews: ['http/reviewing', 'http/coding', 'http/sampling', 'http/findings', 'http/standards'],
  register: ['http/establishments', 'http/questionnaires', 'http/rounds', 'http/accounts', 'http/partnerships'],
  promises: [
    'guards/deadCode',
    'guards/decisions',
    'guards/everyLetter',
    'guards/historyWords',
    'guards/kinds',
    'guards/letters',
    'guards/londonDays',
    'guards/migrations',
    'guards/noMail',
    'guards/settings',
    'guards/titles',
  ],
} as const

/** The files that a whole run has in those. */
export const inRooms = (): string => `/tests/(${Object.values(ROOMS).flat().join('|')})\\.test\\.ts$`
