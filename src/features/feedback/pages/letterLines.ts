import { randomUUID } from 'node:crypto'
import type { DataTable } from '../../../platform/http/components.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { sayList } from '../../../platform/say.ts'
import { deliveryTag } from '../../messages/index.ts'
import type { lettersOf } from '../sendAgainActions.ts'

type Letters = Awaited<ReturnType<typeof lettersOf>>

/** Where the letters of a feedback are, and what can be done where one was lost. */
export function letterLines({ letters, lost, again }: Letters, { base, registerHref }: { base: string; registerHref: string }) {
  return {
    isUndelivered: lost === 'all',
    table: letters.length === 0 ? null : lettersTable(letters),
    again:
      again.length === 0
        ? null
        : {
            action: `${base}/send-again`,
            key: randomUUID(),
            line: `The letter goes to ${sayList(again.map(({ name, email }) => `${name} (${email})`))}.`,
          },
    // Nobody is left who has none: the address has to be given first.
    registerHref: lost === 'none' ? '' : registerHref,
    registerLine:
      again.length === 0
        ? 'Everyone in the register with an email address has a letter. Where one did not arrive at the right person, give the address in the register.'
        : 'The address is that of the register today. Where it is wrong, correct it there first.',
  }
}

const lettersTable = (letters: Letters['letters']): DataTable => ({
  id: 'letters',
  caption: 'Letters with the link',
  columns: [{ text: 'To' }, { text: 'Written' }, { text: 'Delivery' }],
  rows: letters.map(letter => [
    { text: letter.toName, hint: letter.toEmail, href: `/mail/${letter.id}` },
    { text: sayShortInstant(letter.createdAt) },
    { tag: deliveryTag(letter) },
  ]),
  compact: true,
})
