import { z } from 'zod'
import { dayFromParts, emailAddress, optionalText, requestKey, requiredText } from '../../platform/forms/fields.ts'
import { typedMoment } from '../../platform/forms/moment.ts'
import { parseForm, typed, type FormError } from '../../platform/forms/parseForm.ts'
import { signatures } from '../returns/index.ts'

/** A code as people type it: six digits, with spaces where they like. */
const code = z
  .string()
  .transform(text => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the 6 numbers of the code'))

const signature = z.object({
  _key: requestKey,
  confirm: z.literal('yes', { error: 'Tick the box to say that you have read the return' }),
  jobTitle: optionalText('Job title', 120),
  minuteReference: optionalText('Minute reference', 120),
})

export type SignatureForm = {
  key: string | undefined
  jobTitle: string
  minuteReference: string
  meetingOn: string | null
  told: readonly string[]
  code: string | null
}

/** The key of the form that asks for a code. */
export const codeForm = z.object({ _key: requestKey })

/** The address that a school gives where the register has none. */
export const givenAddress = z.object({ email: emailAddress('Enter your work email address') })

/**
 * Reads the form of a signature.
 *
 * @param needs.code whether a code stands for the signer
 * @param needs.told what the page says is unusual: they have to say that they want to go on
 * @param today 'YYYY-MM-DD'
 */
export function readSignature(
  body: unknown,
  needs: { code: boolean; told: boolean },
  today: string,
): { ok: true; values: SignatureForm } | { ok: false; errors: readonly FormError[] } {
  const parsed = parseForm(signature, body)
  const typedCode = code.safeParse(typed(body, 'code'))
  const meeting = dayFromParts(typedMoment(body, 'meeting'), 'Date of the meeting')
  const meetingFault =
    'error' in meeting
      ? meeting.error
      : meeting.date !== null && meeting.date > today
        ? 'Date of the meeting must be today or in the past'
        : null
  const faults = parsed.ok ? [] : parsed.errors
  // In the order of the form.
  const errors: FormError[] = [
    ...(needs.code && !typedCode.success ? [{ field: 'code', message: 'Enter the 6 numbers of the code' }] : []),
    ...faults.filter(({ field }) => field !== 'confirm'),
    ...(meetingFault === null ? [] : [{ field: 'meeting-day', message: meetingFault }]),
    ...(needs.told && typed(body, 'goOn') !== 'yes' ? [{ field: 'goOn', message: 'Tick the box to say that you want to go on' }] : []),
    ...faults.filter(({ field }) => field === 'confirm'),
  ]
  if (!parsed.ok || errors.length > 0 || 'error' in meeting) return { ok: false, errors }
  const { _key: key, jobTitle, minuteReference } = parsed.values
  const told = typed(body, 'told')
    .split(' ')
    .filter(word => word in signatures.UNUSUAL_WORDS)
  return {
    ok: true,
    values: { key, jobTitle, minuteReference, meetingOn: meeting.date, told, code: typedCode.success ? typedCode.data : null },
  }
}

/** Staff confirm the signature that they saw. */
export const confirmation = z.object({
  _key: requestKey,
  role: z.enum(['head', 'chair', 'proprietor']),
  at: z.iso.datetime(),
  note: optionalText('Note', 1000),
})

/** Staff go on without the signature of the board. */
export const waiving = z.object({ _key: requestKey, reason: requiredText('Reason', 'Say why you continue without this signature', 1000) })
