import { expect, test } from '@jest/globals'
import { candidatesIn, marksIn, pairsOfNames, piecesOf, wordsOfNames, type KnownNames } from '../../../src/features/coding/names.ts'
import { A_MOMENT, secondsOf } from '../../support/moment.ts'

const known = (names: Partial<KnownNames>): KnownNames => ({ words: new Map(), pairs: new Map(), own: new Set(), ...names })
const none = new Set<string>()
const written = (text: string, names: Partial<KnownNames>, not: ReadonlySet<string> = none) =>
  marksIn(text, known(names), not).map(mark => mark.written)

test('words with a capital and words next to each other are looked up, but not what every school is called', () => {
  const { words, pairs } = candidatesIn('The Primary School at Oakfield, where anna smith works')
  expect(words).toEqual(['oakfield'])
  expect(pairs.map(pair => pair.join(' '))).toEqual(['at oakfield', 'oakfield where', 'where anna', 'anna smith', 'smith works'])
})

test('a name is found however it is written', () => {
  const own = wordsOfNames(['St Mary’s C of E Primary School', 'José O’Neill'])
  expect([...own]).toEqual(['marys', 'josé', 'oneill'].map(word => word.normalize('NFKD').replace(/\p{M}/gu, '')))
  expect(written("at st mary's, JOSE and o'neill", { own })).toEqual(["mary's", 'JOSE', "o'neill"])
  expect(written('Oakfield’s way', { words: new Map([['oakfield', 'establishment']]) })).toEqual(['Oakfield’s'])
  expect(written('oakfield way', { words: new Map([['oakfield', 'establishment']]) })).toEqual([])
  expect(written('as ann ely said', { pairs: new Map([['ann ely', 'person']]) })).toEqual(['ann', 'ely'])
  expect(pairsOfNames(['Ann Mary Ely'])).toEqual(['ann mary', 'mary ely'])
})

test('what somebody said is no name is not marked, and what follows a title is', () => {
  expect(written('Mrs Green and green fields', {})).toEqual(['Green'])
  expect(written('Mrs Green', {}, new Set(['green']))).toEqual([])
})

test('a text in pieces is the text', () => {
  const text = 'Ask Mr Hay at hay@x.example, or call 0113 496 0000.'
  const pieces = piecesOf(text, marksIn(text, known({}), none))
  expect(pieces.map(piece => piece.text).join('')).toBe(text)
  expect(pieces.filter(({ why }) => why).map(piece => piece.text)).toEqual(['Hay', 'hay@x.example,', '0113 496 0000'])
})

test('a text as long as one can be is gone through in no time', () => {
  for (const part of ['A ', 'a', '1 ', '’', 'Ä']) {
    const text = part.repeat(200_000 / part.length)
    const read = () => [candidatesIn(text), marksIn(text, known({}), none)]
    expect([part, secondsOf(read) < A_MOMENT]).toEqual([part, true])
  }
})
