import { CONTACT_ROLES, CONTACT_ROLE_WORDS, type ContactRole } from '../../history/index.ts'

/** What a partnership has said that a word means: roles, or none, whose rows are left out. By the word as `foldedWords` has it. */
export type KnownWords = ReadonlyMap<string, readonly ContactRole[]>

/** Words as they are compared: without capitals, points and the many signs for a dash, an apostrophe and "and". */
export const foldedWords = (text: string): string =>
  text
    .slice(0, 200)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['‘’ʼ`´]s\b/g, '')
    .replace(/[.'‘’ʼ`´"“”*:?]/g, '')
    .replace(/[‐‑_]/g, ' ')
    .replace(/(?<=\p{L})-(?=\p{L})/gu, ' ')
    .replace(/[-–—−/\\,;+|&]/g, ' / ')
    .replace(/\s+/g, ' ')
    .trim()

const BODIES =
  'governors|governor|governing body|governing board|board|board of governors|board of trustees|board of directors|trustees|directors|trust|corporation|academy council|local governing body|local governing board|local governing committee|local academy board|academy committee|lgb|lab|management committee|advisory board|interim executive board|ieb|governance'
const CHAIRS = ['chair', 'chairman', 'chairwoman', 'chairperson']

/** What people write for each role, folded. What stands with "acting", "interim" and the like is the same role. */
const WRITTEN: Record<ContactRole, readonly string[]> = {
  head: [
    ...['headteacher', 'head teacher', 'ht', 'headmaster', 'headmistress', 'principal', 'head of school', 'head of academy'],
    ...['head of college', 'head of centre', 'head of provision', 'head of nursery', 'nursery headteacher'],
  ],
  dsl: [
    ...['designated safeguarding lead', 'safeguarding lead', 'lead dsl', 'dsl lead', 'lead designated safeguarding lead'],
    ...['designated lead', 'designated person', 'designated safeguarding person', 'dsp', 'designated safeguarding officer', 'dso'],
    ...[
      'designated safeguarding leader',
      'safeguarding designated lead',
      'designated child protection officer',
      'dcpo',
      'main dsl',
      'senior dsl',
    ],
  ],
  deputy_dsl: [
    ...['deputy designated safeguarding lead', 'ddsl', 'deputy dsl', 'dep dsl', 'dsl deputy', 'deputy safeguarding lead', 'assistant dsl'],
    ...[
      'deputy designated lead',
      'deputy designated safeguarding officer',
      'ddso',
      'deputy designated person',
      'deputy designated safeguarding leader',
    ],
    ...['assistant designated safeguarding lead', 'additional dsl', 'deputy dsls', 'vice dsl'],
  ],
  chair: [
    ...CHAIRS.flatMap(chair => [chair, ...BODIES.split('|').map(body => `${chair} of ${body}`)]),
    'cog',
    'board chair',
    'governing body chair',
  ],
  proprietor: ['owner', 'school owner', 'proprietor body', 'director and proprietor'],
  link_governor: [
    ...[
      'safeguarding governor',
      'link governor',
      'safeguarding link governor',
      'link governor for safeguarding',
      'governor for safeguarding',
    ],
    ...[
      'nominated safeguarding governor',
      'safeguarding trustee',
      'link trustee',
      'nominated governor for safeguarding',
      'lead safeguarding governor',
    ],
    ...['nominated governor', 'child protection governor', 'safeguarding lead governor', 'governor with responsibility for safeguarding'],
  ],
  business_manager: [
    'business manager',
    'sbm',
    'school business manager',
    'school business leader',
    'sbl',
    'business leader',
    'bursar',
    'school business lead',
  ],
  other: [
    ...['deputy headteacher', 'deputy head teacher', 'deputy head', 'dht', 'deputy principal', 'vice principal', 'assistant headteacher'],
    ...['assistant head teacher', 'assistant head', 'aht', 'assistant principal', 'senco', 'sendco', 'senco / sendco', 'sen coordinator'],
    ...[
      'send coordinator',
      'inclusion lead',
      'inclusion manager',
      'pastoral lead',
      'pastoral manager',
      'vice chair',
      'vice chair of governors',
    ],
    ...[
      'deputy chair',
      'deputy chair of governors',
      'designated teacher',
      'attendance lead',
      'attendance officer',
      'family liaison officer',
    ],
  ],
}

const BY_WORDS = new Map<string, ContactRole>(
  CONTACT_ROLES.flatMap(role =>
    [role.replaceAll('_', ' '), foldedWords(CONTACT_ROLE_WORDS[role]), ...WRITTEN[role]].map(words => [words, role] as const),
  ),
)

/** Words that say how somebody holds a role, not which. */
const HOW = new Set(
  'acting interim temporary temp executive exec co joint current new the main maternity paternity cover leave job share jobshare shared part time full only'.split(
    ' ',
  ),
)

const bare = (words: string): string =>
  words
    .split(' ')
    .filter(word => !HOW.has(word) && !/^\d{1,2}$/.test(word))
    .join(' ')

/** The role that words without a second role in them mean; null where they only say how it is held. */
function roleOf(words: string): ContactRole | null | undefined {
  const plain = bare(words)
  return BY_WORDS.get(words) ?? (plain === '' ? null : (BY_WORDS.get(plain) ?? BY_WORDS.get(plain.replace(/^school /, ''))))
}

/**
 * The roles that a cell means: "Headteacher and DSL" are two. Whoever has another post beside one of ours has ours.
 *
 * @param known what the partnership has said before
 * @returns undefined for words that nobody has explained; none for words whose rows are to be left out
 */
export function rolesOf(text: string, known: KnownWords): readonly ContactRole[] | undefined {
  const words = foldedWords(text)
  const said = known.get(words)
  if (said) return said
  const whole = roleOf(
    words
      .replace(/[()[\]]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  if (whole) return [whole]
  const roles: ContactRole[] = []
  for (const piece of words.split(/ \/ | and | with |[()[\]]/)) {
    const role = roleOf(piece.trim())
    if (role === undefined) return undefined
    if (role !== null && !roles.includes(role)) roles.push(role)
  }
  if (roles.length === 0) return undefined
  const ours = roles.filter(role => role !== 'other')
  return ours.length > 0 ? ours : roles
}
