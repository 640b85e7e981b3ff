import { expect, test } from '@jest/globals'
import { columnsFor } from '../../../src/platform/tabular/column.ts'
import { readingOf, type DataSetOf } from '../../../src/platform/tabular/dataSet.ts'
import { pour, type Sink } from '../../../src/platform/tabular/sink.ts'

type Visit = { school: string; pupils: number | null }
const { text, integer } = columnsFor<Visit>()
const setOf = (name: string): DataSetOf<Visit> => ({
  name,
  title: name,
  description: 'One row for each visit.',
  columns: [text('school', 'School', ({ school }) => school), integer('pupils', 'Pupils', ({ pupils }) => pupils)],
})

/** A file that says what is done with it. */
function noted() {
  const notes: unknown[] = []
  const sink: Sink = {
    own: [],
    open({ name }) {
      notes.push(`open ${name}`)
      let rows = 0
      return Promise.resolve({
        add(added) {
          rows += added.length
          notes.push([name, ...added])
          return Promise.resolve()
        },
        end() {
          notes.push(`end ${name}`)
          return Promise.resolve({ parts: [name], rows })
        },
      })
    },
    writeOwn: () => Promise.resolve([]),
    finish: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
  return { sink, notes }
}

test('the rows of a data set are taken from its sources, batch by batch, in the order of its columns', async () => {
  const { sink, notes } = noted()
  const visits = setOf('visits')
  const written = await pour(readingOf(visits, [[{ school: 'Ashgrove', pupils: 214 }], [{ school: 'Dunmere', pupils: null }]]), sink)
  expect(notes).toEqual(['open visits', ['visits', ['Ashgrove', 214]], ['visits', ['Dunmere', null]], 'end visits'])
  expect(written).toEqual([{ set: visits, parts: ['visits'], rows: 2 }])
})

test('data sets that come out of one reading are open together, and ended in its order', async () => {
  const { sink, notes } = noted()
  const [long, short] = [setOf('long'), setOf('short')]
  const batches = [
    [
      { set: short, rows: [['a', 1]] },
      { set: long, rows: [['b', 2]] },
    ],
  ]
  await pour({ sets: [long, short], batches }, sink)
  expect(notes).toEqual(['open long', 'open short', ['short', ['a', 1]], ['long', ['b', 2]], 'end long', 'end short'])
})

test('rows of a data set that the reading does not name are not lost in silence', async () => {
  const { sink } = noted()
  await expect(pour({ sets: [setOf('long')], batches: [[{ set: setOf('other'), rows: [] }]] }, sink)).rejects.toThrow(
    'rows of other came out of a reading that does not name it',
  )
})
