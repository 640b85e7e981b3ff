/** The settings that can be right each for itself and wrong together. */
type Together = {
  MAIL_DRIVER?: string
  SMTP_URL?: string | undefined
  BASE_URL?: string | undefined
  SECURE_COOKIES?: boolean | undefined
  APP_SECRET?: string | undefined
}

/**
 * What is wrong with settings that can each be read: together they would send people to the wrong place, or let others in. A setting
 * that could not be read is left out.
 *
 * @returns one sentence for each, beginning with the setting that is to be changed
 */
export function unsafeSettings(settings: Together): string[] {
  return [...mailFaults(settings), ...addressFaults(settings), ...cookieFaults(settings), ...secretFaults(settings)]
}

function* mailFaults({ MAIL_DRIVER, SMTP_URL, BASE_URL }: Together): Iterable<string> {
  if (MAIL_DRIVER !== 'smtp') return
  if (SMTP_URL === undefined) yield 'SMTP_URL: is needed when MAIL_DRIVER is smtp. It says which server takes the mail'
  if (BASE_URL === undefined)
    yield 'BASE_URL: is needed when MAIL_DRIVER is smtp. Without it every link in every email would lead to the reader’s own computer'
}

function* addressFaults({ BASE_URL }: Together): Iterable<string> {
  if (BASE_URL === undefined) return
  const { pathname, search, hash, username, password } = new URL(BASE_URL)
  if (pathname !== '/' || search !== '' || hash !== '')
    yield 'BASE_URL: must end after the name of the site, like https://audit.example.gov.uk. The program cannot be served below a path'
  if (username !== '' || password !== '') yield 'BASE_URL: must not hold a name or a password. It stands in every email'
}

function* cookieFaults({ BASE_URL, SECURE_COOKIES }: Together): Iterable<string> {
  if (BASE_URL === undefined || SECURE_COOKIES === undefined) return
  const isHttps = new URL(BASE_URL).protocol === 'https:'
  if (isHttps && !SECURE_COOKIES)
    yield 'SECURE_COOKIES: is false, but BASE_URL begins with https. Leave it out: cookies are then sent over https only'
  if (!isHttps && SECURE_COOKIES)
    yield 'SECURE_COOKIES: is true, but BASE_URL begins with http. Nobody could stay signed in. Set BASE_URL to the https address'
}

function* secretFaults({ APP_SECRET }: Together): Iterable<string> {
  if (APP_SECRET !== undefined && isGuessable(APP_SECRET))
    yield 'APP_SECRET: is too easy to guess. Make one with: openssl rand -base64 48. Or leave it out, and the program makes its own'
}

/** Few different signs, one piece said again and again, a row of the alphabet or the keyboard, or the words of an example. */
export function isGuessable(secret: string): boolean {
  const signs = Array.from(secret)
  const steps = signs.slice(1).map((sign, at) => Math.abs((sign.codePointAt(0) ?? 0) - (signs[at]?.codePointAt(0) ?? 0)))
  const isARow = steps.filter(step => step <= 1).length > steps.length / 2
  return new Set(signs).size < 8 || isARow || isRepeated(secret) || EXAMPLES.some(words => secret.toLowerCase().includes(words))
}

const EXAMPLES = [
  'changeme',
  'change-me',
  'change_me',
  'change me',
  'your-secret',
  'your_secret',
  'yoursecret',
  'qwertyuiop',
  'placeholder',
]

const isRepeated = (text: string): boolean =>
  Array.from({ length: Math.floor(text.length / 2) }, (_, at) => at + 1).some(length => text.startsWith(text.slice(length)))
