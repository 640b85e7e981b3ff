import { z } from 'zod'
import { CannotStart } from './platform/cannotStart.ts'
import { unsafeSettings } from './unsafeSettings.ts'

const boolean = z.enum(['true', 'false'], 'must be true or false').transform(value => value === 'true')

const whole = (from: number, to: number) => {
  const words = `must be a whole number from ${from} to ${to}`
  return z.coerce.number(words).int(words).min(from, words).max(to, words)
}

const oneOf = <Choice extends string>(...choices: Choice[]) => z.enum(choices, `must be one of: ${choices.join(', ')}`)

/** An address, by itself or in angle brackets behind a name. */
const SENDER = /^(?:[^<>@]*<)?[^\s<>@]+@[^\s<>@]+>?$/

/** Every setting, with its default. `.env.example` explains each; a guard test keeps the two equal. */
export const settings = z.object({
  PORT: whole(1, 65_535).default(3000),
  BASE_URL: z.url({ protocol: /^https?$/, error: 'must be a web address, like https://audit.example.gov.uk' }).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  DATABASE_POOL: whole(2, 100).default(10),
  DATA_DIR: z.string().min(1).default('var'),
  UPLOADS_DIR: z.string().min(1).default('uploads'),
  APP_SECRET: z.string().min(32, 'must be at least 32 characters long').optional(),
  TRUST_PROXY: whole(0, 5).default(0),
  SECURE_COOKIES: boolean.optional(),
  WORKER: boolean.default(true),
  DEMONSTRATION: boolean.optional(),
  STOP_SECONDS: whole(0, 120).default(5),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent').default('info'),
  MAIL_DRIVER: oneOf('outbox', 'smtp').default('outbox'),
  MAIL_FROM: z
    .string()
    .regex(SENDER, 'must hold an email address, like Safeguarding Audit <audit@northmoor.gov.uk>')
    .default('Safeguarding Audit <no-reply@safeguarding-audit.example>'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an address like smtps://user:password@mail.example:465' }).optional(),
  UPLOAD_LIMIT_MB: whole(1, 500).default(50),
})

export type Settings = z.infer<typeof settings>

/** The settings as the program uses them: what was left out follows from the others. */
export type Config = Readonly<Settings & { SECURE_COOKIES: boolean; DEMONSTRATION: boolean }>

/**
 * Reads the settings out of an environment.
 *
 * @throws ConfigError naming every faulty or unsafe setting at once
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const { values, faults } = readEach(given)
  const all = [...faults, ...unsafeSettings(values)]
  if (all.length > 0) throw new ConfigError(all)
  const read = settings.parse(given)
  return Object.freeze({
    ...read,
    SECURE_COOKIES: read.SECURE_COOKIES ?? isSecure(read.BASE_URL),
    DEMONSTRATION: read.DEMONSTRATION ?? isTriedOut(read),
  })
}

/** Each setting by itself: what can be read, and what is wrong with the rest, so that one list can name everything. */
function readEach(given: Record<string, string | undefined>): { values: Partial<Settings>; faults: string[] } {
  const values: Record<string, unknown> = {}
  const faults: string[] = []
  for (const [key, setting] of Object.entries(settings.shape)) {
    const result = setting.safeParse(given[key])
    if (result.success) values[key] = result.data
    else faults.push(`${key}: ${result.error.issues.map(issue => issue.message).join('; ')}`)
  }
  return { values, faults }
}

const isSecure = (baseUrl: string | undefined): boolean => baseUrl !== undefined && new URL(baseUrl).protocol === 'https:'

/** Nobody has said where the data, the people or the mail are: somebody looks at the program on their own machine. */
const isTriedOut = ({ DATABASE_URL, BASE_URL, SMTP_URL, MAIL_DRIVER }: Settings): boolean =>
  DATABASE_URL === undefined && BASE_URL === undefined && SMTP_URL === undefined && MAIL_DRIVER === 'outbox'

export class ConfigError extends CannotStart {
  override name = 'ConfigError'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The program does not start: these settings must be changed first.\n${faults.map(fault => `  ${fault}`).join('\n')}`)
    this.faults = faults
  }
}
