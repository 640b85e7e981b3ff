import { isCommonPassword } from './commonPasswords.ts'

/** Short enough to remember, long enough that nobody guesses it: the NCSC's advice is three random words. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 200

/** What must be left of a password once everything that a guesser tries first is taken out of it. */
const LEAST_LEFT = 6

/**
 * Why a password will not do, as the person should read it; null when it will.
 * After the NCSC's guidance on password policy: a least length and a list of what is easily guessed, but no rules about
 * kinds of characters, which only make passwords predictable.
 *
 * @param owner whose it is: their own name and address are guessed first
 */
export function passwordFault(password: string, owner: { name: string; email: string }): string | null {
  const length = Array.from(password).length
  if (length < SHORTEST_PASSWORD) return `Password must be ${SHORTEST_PASSWORD} characters or more`
  if (length > LONGEST_PASSWORD) return `Password must be ${LONGEST_PASSWORD} characters or fewer`
  const plain = plainLetters(password)
  // As it was typed, and with its disguises taken off: "1q2w3e4r" is a walk over the keys, and no word in disguise.
  const typed = small(password).replace(/[^\p{L}\p{N}]/gu, '')
  const readings = [plain, typed]
  if (readings.some(reading => FAMOUS.has(reading))) return 'Choose another password: this one is well known'
  if (new Set(plain).size < 5) return 'Choose another password: this one repeats a few characters'
  if (readings.some(reading => withoutGuesses(reading, owner).length < LEAST_LEFT || isZigzag(reading)))
    return 'Choose a password that is harder to guess: this one is mostly common words, rows of keys, years or your own name'
  if (isRepeated(typed)) return 'Choose another password: this one repeats a few characters'
  if (readings.some(isCommon)) return 'Choose another password: this one is well known'
  return null
}

/** Small letters and numbers only, with the usual disguises taken off: "P@ssw0rd!" is "password". */
function plainLetters(password: string): string {
  return undisguised(small(password)).replace(/[^\p{L}\p{N}]/gu, '')
}

const small = (password: string): string => password.normalize('NFKD').toLowerCase()

/** Whether a password is one of those that are stolen most, or two of them on end, with or without a number after them. */
function isCommon(plain: string): boolean {
  const signs = Array.from(plain)
  const word = signs.slice(0, signs.findLastIndex(sign => !/\d/.test(sign)) + 1).join('')
  return [plain, word].some(
    text =>
      isCommonPassword(text) || Array.from(text).some((_, at) => isCommonPassword(text.slice(0, at)) && isCommonPassword(text.slice(at))),
  )
}

/** Whether it is one stretch over and over, and that stretch too short by itself. */
function isRepeated(text: string): boolean {
  const length = text.length
  return Array.from({ length: Math.min(SHORTEST_PASSWORD - 1, Math.floor(length / 2)) }, (_, at) => at + 1).some(
    of =>
      text ===
      text
        .slice(0, of)
        .repeat(Math.ceil(length / of))
        .slice(0, length),
  )
}

/** Whether two rows were typed in turns, a key of one and a key of the other: "1q2w3e4r5t6y". */
function isZigzag(text: string): boolean {
  const everySecond = (from: number) =>
    withoutRuns(
      Array.from(text)
        .filter((_, at) => at % 2 === from)
        .join(''),
    ).replace(/\s/g, '')
  return everySecond(0).length + everySecond(1).length < LEAST_LEFT
}

/** A sign is a disguise when a letter comes after it, with no number or space between. Read from the end, so that each sign is looked at once. */
function undisguised(small: string): string {
  let isBeforeLetter = false
  return Array.from(small)
    .reverse()
    .map(sign => {
      const letter = isBeforeLetter ? (DISGUISES[sign] ?? sign) : sign
      isBeforeLetter = /[a-z]/.test(sign) || (isBeforeLetter && !/[\d\s]/.test(sign))
      return letter
    })
    .reverse()
    .join('')
}

const DISGUISES: Record<string, string> = { '@': 'a', '4': 'a', '0': 'o', '1': 'i', '3': 'e', $: 's', '5': 's', '7': 't', '!': 'i' }

function withoutGuesses(plain: string, owner: { name: string; email: string }): string {
  const own = `${owner.name} ${owner.email}`
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(part => part.length > 2)
  let left = plain
  for (const word of [...own.map(plainLetters), ...GUESSED]) left = left.replaceAll(word, ' ')
  return withoutRuns(left.replace(/(?:19|20)\d\d/g, ' ')).replace(/\s/g, '')
}

const KEY_ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const KEY_COLUMNS = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '8ik', '9ol']

/** Takes out stretches of three or more that go on by a fixed rule: aaa, 1234, 4321, abcd, and keys in a row. */
function withoutRuns(text: string): string {
  const rows = [...KEY_ROWS, ...KEY_COLUMNS].flatMap(row => [row, Array.from(row).reverse().join('')])
  const follows = (a: string, b: string, step: number): boolean =>
    a !== ' ' && b !== ' ' && (b.codePointAt(0) ?? 0) - (a.codePointAt(0) ?? 0) === step
  const inRow = (a: string, b: string): boolean => rows.some(row => row.includes(a + b))
  const rules = [0, 1, -1].map(step => (a: string, b: string) => follows(a, b, step))
  let left = Array.from(text)
  for (const goesOn of [...rules, inRow]) left = cutRuns(left, goesOn)
  return left.join('')
}

function cutRuns(characters: readonly string[], goesOn: (a: string, b: string) => boolean): string[] {
  const kept: string[] = []
  for (let from = 0; from < characters.length;) {
    let to = from + 1
    while (to < characters.length && goesOn(characters[to - 1] ?? '', characters[to] ?? '')) to += 1
    kept.push(...(to - from > 2 ? [' '] : characters.slice(from, to)))
    from = to
  }
  return kept
}

/** Long enough for the rule of length, and in every list of stolen passwords. */
const FAMOUS: ReadonlySet<string> = new Set([
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'maythefourthbewithyou',
  'tobeornottobe',
  'letmeinplease',
  'opensesame',
  'iloveyouforever',
  'iloveyousomuch',
  'onceuponatime',
  'happybirthday',
  'godsavethequeen',
  'godsavetheking',
  'youllneverwalkalone',
  'threerandomwords',
])

/** What people put into passwords, and so what is tried first: longer words before the shorter ones within them. */
const GUESSED: readonly string[] = [
  ...[
    'safeguarding',
    'safeguard',
    'children',
    'child',
    'partnership',
    'education',
    'headteacher',
    'teacher',
    'school',
    'college',
    'nursery',
  ],
  ...['council', 'borough', 'county', 'audit', 'administrator', 'admin', 'coordinator', 'reviewer', 'analyst', 'account'],
  ...[
    'thisismy',
    'password',
    'passphrase',
    'passwort',
    'passcode',
    'secret',
    'changeme',
    'letmein',
    'welcome',
    'default',
    'temporary',
    'test',
    'login',
  ],
  ...['hello', 'iloveyou', 'qwertyuiop', 'qwerty', 'azerty', 'master', 'monkey', 'dragon', 'princess', 'sunshine', 'shadow', 'superman'],
  ...['batman', 'pokemon', 'starwars', 'football', 'baseball', 'cricket', 'rugby', 'liverpool', 'arsenal', 'chelsea', 'everton', 'rangers'],
  ...['celtic', 'tottenham', 'manchester', 'united', 'london', 'england', 'charlie', 'michael', 'jessica', 'thomas', 'daniel', 'george'],
  ...['january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november', 'december'],
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'spring', 'summer', 'autumn', 'winter', 'christmas'],
  ...['cheese', 'chocolate', 'coffee', 'flower', 'summertime', 'google', 'facebook', 'internet', 'computer', 'windows', 'microsoft', 'abc'],
]
