import { randomUUID } from 'node:crypto'
import { sayCount } from '../../../platform/say.ts'
import type { Authority } from '../register/gathered.ts'
import { tooManyLost, type Shrinkage } from '../register/guard.ts'
import type { RegisterImport } from '../register/importStore.ts'
import { newAuthorities, sayMoves } from '../register/moves.ts'
import { textField } from './fields.ts'

export type Confirmation = { typed: string; message: string }

type Asked = {
  loss: Shrinkage | undefined
  /** The authorities of the partnership. */
  ours: readonly number[]
  seen: number | undefined
  fault: Confirmation | undefined
}

/** What a preview asks before it is imported: whether, what is lost, and which authorities are the partnership's from now on. */
export function confirmOf(base: string, found: RegisterImport, { loss, ours, seen, fault }: Asked): object {
  const { new: added, changed, closed, converted, unchanged } = found.counts
  const lost = loss ? tooManyLost(loss) : null
  const isRegister = found.kind === 'establishments'
  const nothing = added + changed + closed + converted === 0
  const parts = isRegister
    ? [`${sayCount(added, 'establishment')} added`, `${changed} changed`, `${closed} closed`, `${converted} converted`]
    : [`${sayCount(added, 'contact')} added`, `${changed} brought up to date`]
  return {
    key: randomUUID(),
    applyAction: `${base}/apply`,
    discardAction: `${base}/discard`,
    seen: seen === undefined ? '' : String(seen),
    canApply: isRegister || added + changed + unchanged > 0,
    heading: nothing ? 'Everything is as the file says' : isRegister ? 'Update the register?' : 'Add these contacts?',
    words: [
      ...sayMoves(found.moved, ours),
      ...(nothing ? ['There is nothing to change.'] : [`${parts.join(', ')}.`, ...afterwards(found)]),
    ],
    button: nothing ? 'Note that it is up to date' : isRegister ? 'Update the register' : 'Add the contacts',
    take: takeField(newAuthorities(found.moved, ours)),
    field:
      lost === null
        ? undefined
        : textField(
            'confirmed',
            `Type ${lost} to confirm that you have checked this`,
            fault?.typed ?? '',
            fault ? [{ field: 'confirmed', message: fault.message }] : [],
            {
              classes: 'govuk-input--width-5',
              inputmode: 'numeric',
              autocomplete: 'off',
            },
          ),
  }
}

const takeField = (authorities: readonly Authority[]): object | undefined =>
  authorities.length === 0
    ? undefined
    : {
        name: 'take',
        idPrefix: 'take',
        classes: 'govuk-checkboxes--small',
        fieldset: { legend: { text: 'Are these now authorities of your partnership?', classes: 'govuk-fieldset__legend--s' } },
        hint: {
          text: 'If you tick them, the next file is read for them without asking, and an authority that has no open establishment left is dropped.',
        },
        items: authorities.map(({ code, name }) => ({ value: String(code), text: `${name === '' ? 'Authority' : name} (${code})` })),
      }

function afterwards({ kind, counts }: RegisterImport): string[] {
  if (kind === 'contacts')
    return [
      ...(counts.new > 0 ? ['Whoever held a role that only one person holds ends the day before the new person begins.'] : []),
      'What the file leaves blank stays as it is. An unknown first day stays unknown.',
      ...(counts.unreadable > 0
        ? [`${sayCount(counts.unreadable, 'entry', 'entries')} that cannot be read ${counts.unreadable === 1 ? 'is' : 'are'} left out.`]
        : []),
    ]
  return [
    'Contacts and the question sets that you chose are not touched.',
    ...(counts.closed + counts.converted > 0
      ? ['A return that is still open stays open: the register page lists it for you to decide.']
      : []),
    ...(counts.unreadable > 0
      ? [`${sayCount(counts.unreadable, 'row')} that cannot be read ${counts.unreadable === 1 ? 'is' : 'are'} left out.`]
      : []),
  ]
}
