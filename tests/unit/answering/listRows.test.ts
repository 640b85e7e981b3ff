import { expect, it } from '@jest/globals'
import { placeOf, printOfList, printOfRow } from '../../../src/features/answering/listRows.ts'

const [lee, ada, cal] = ['Lee', 'Ada', 'Cal'].map(name => ({ name, days: null }))
const form = (was: object | null, list: object[], at: number | null = null) => ({
  at,
  was: was ? printOfRow({ ...was }) : '',
  list: printOfList(list.map(row => ({ ...row }))),
})

it('puts a new row at the end, and finds it there when the same button is pressed again', () => {
  expect(placeOf([], lee!, form(null, []), 4)).toEqual({ at: 0 })
  expect(placeOf([lee!], ada!, form(null, []), 4)).toEqual({ at: 1 })
  expect(placeOf([lee!, ada!], ada!, form(null, [lee!]), 4)).toBe('stored')
  // Somebody who sees it there and adds it again wants it twice.
  expect(placeOf([lee!], lee!, form(null, [lee!]), 4)).toEqual({ at: 1 })
  expect(placeOf([lee!, ada!], cal!, form(null, []), 2)).toBe('full')
})

it('knows a row by what it said, wherever it stands by now, and never writes over another', () => {
  const changed = { name: 'Ada', days: 3 }
  expect(placeOf([lee!, ada!], changed, form(ada!, [lee!, ada!], 1), 4)).toEqual({ at: 1 })
  expect(placeOf([ada!], changed, form(ada!, [lee!, ada!], 1), 4)).toEqual({ at: 0 })
  expect(placeOf([cal!], changed, form(ada!, [lee!, ada!], 0), 4)).toBe('gone')
  expect(placeOf([cal!, changed], changed, form(ada!, [lee!, ada!], 1), 4)).toBe('stored')
  // Of two that say the same, its own.
  expect(placeOf([ada!, ada!], changed, form(ada!, [ada!, ada!], 0), 4)).toEqual({ at: 0 })
})
