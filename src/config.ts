import { z } from 'zod'
import { CannotStart } from './platform/cannotStart.ts'

const boolean = z.enum(['true', 'false']).transform(value => value === 'true')

/** Every setting, with its default. `.env.example` explains each; a guard test keeps the two equal. */
export const settings = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  BASE_URL: z.url().optional(),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  DATA_DIR: z.string().min(1).default('var'),
  UPLOADS_DIR: z.string().min(1).default('uploads'),
  APP_SECRET: z.string().min(32).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  SECURE_COOKIES: boolean.default(false),
  WORKER: boolean.default(true),
  DEMONSTRATION: boolean.default(true),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  MAIL_DRIVER: z.enum(['outbox', 'smtp']).default('outbox'),
  MAIL_FROM: z.string().min(3).default('Safeguarding Audit <no-reply@safeguarding-audit.example>'),
  SMTP_URL: z.string().startsWith('smtp').optional(),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(500).default(50),
})

export type Config = Readonly<z.infer<typeof settings>>

/**
 * Reads the settings out of an environment.
 *
 * @throws ConfigError naming every faulty setting at once
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = settings.safeParse(given)
  const faults = result.success ? crossFaults(result.data) : result.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  if (!result.success || faults.length > 0) throw new ConfigError(faults)
  return Object.freeze(result.data)
}

export class ConfigError extends CannotStart {
  override name = 'ConfigError'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map(fault => `  ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

function crossFaults(config: z.infer<typeof settings>): string[] {
  return config.MAIL_DRIVER === 'smtp' && !config.SMTP_URL ? ['SMTP_URL: is needed when MAIL_DRIVER is smtp'] : []
}
