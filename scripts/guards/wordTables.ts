import ts from 'typescript'
import { SAME_CODES } from './exceptions.ts'
import { nodesOf, onceFor, type Sources } from './sources.ts'

/** What is said of each of a set of codes. */
type Table = { at: string; keys: readonly string[] }

/** From so many keys on, two tables that share them are about the same codes and not alike by chance. */
const FEWEST = 3
/** So much of the smaller of two tables has to stand in the other. */
const MOST = 2 / 3

/** The parts that a form, a page or a data set is made of: an object with one of these is a thing, and no table of codes. */
const PARTS = new Set(['text', 'title', 'heading', 'label', 'name', 'href'])

/** Content of questionnaires: what a library asks is data, and no code of ours. In a store, what stands at a code is its SQL. */
const CONTENT = 'src/features/questionnaires/library/'

/**
 * Every two tables that say something of the same codes: words of one code stand in one table, with a column for each audience
 * (docs/decisions/0032). And every exception that is needed no more.
 */
export function codesInTwoTables(sources: Sources, exceptions: Readonly<Record<string, string>> = SAME_CODES): string[] {
  const tables = [...sources]
    .flatMap(([file, tree]) => (file.startsWith(CONTENT) || file.endsWith('Store.ts') ? [] : tablesIn(tree)))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  const pairs = tables.flatMap((one, at) =>
    tables
      .slice(at + 1)
      .filter(other => isSame(one, other))
      .map(other => `${one.at} ~ ${other.at}`),
  )
  return [
    ...pairs.filter(pair => exceptions[pair] === undefined).map(pair => `${pair} speak of the same codes: keep one table`),
    ...Object.keys(exceptions)
      .filter(pair => !pairs.includes(pair))
      .map(pair => `SAME_CODES of scripts/guards/exceptions.ts names "${pair}", which is needed no more: take it out`),
  ]
}

function isSame(one: Table, other: Table): boolean {
  const shared = one.keys.filter(key => other.keys.includes(key)).length
  return shared >= FEWEST && shared >= MOST * Math.min(one.keys.length, other.keys.length)
}

/** Objects that are the whole of a constant, or that are looked into on the spot: `{ draft: 'Draft' }[status]`. */
const tablesIn = onceFor((tree): Table[] =>
  [...nodesOf(tree, ts.isObjectLiteralExpression)].flatMap(literal => {
    const holder = around(literal)
    const name = ts.isVariableDeclaration(holder)
      ? holder.name.getText()
      : ts.isElementAccessExpression(holder)
        ? holder.argumentExpression.getText()
        : undefined
    const keys = literal.properties.flatMap(saidOf)
    if (name === undefined || keys.length < FEWEST || keys.every(key => /^-?\d+$/.test(key)) || keys.some(key => PARTS.has(key))) return []
    return [{ at: `${tree.fileName.replace(/^src\/(features\/)?/, '')} ${name}`, keys }]
  }),
)

/** The code of an entry that says something of it: a text, or several in columns. */
function saidOf(entry: ts.ObjectLiteralElementLike): string[] {
  if (!ts.isPropertyAssignment(entry) || ts.isComputedPropertyName(entry.name)) return []
  return isSaid(entry.initializer) ? [ts.isIdentifier(entry.name) ? entry.name.text : entry.name.getText().replace(/^['"]|['"]$/g, '')] : []
}

function isSaid(value: ts.Expression): boolean {
  const said = bare(value)
  if (ts.isConditionalExpression(said)) return isSaid(said.whenTrue) || isSaid(said.whenFalse)
  if (ts.isObjectLiteralExpression(said)) return said.properties.some(part => ts.isPropertyAssignment(part) && isSaid(part.initializer))
  return (ts.isStringLiteralLike(said) && said.text !== '') || ts.isTemplateExpression(said)
}

const isDressing = (node: ts.Node): node is ts.AsExpression | ts.SatisfiesExpression | ts.ParenthesizedExpression =>
  ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)

const bare = (value: ts.Expression): ts.Expression => (isDressing(value) ? bare(value.expression) : value)

const around = (node: ts.Node): ts.Node => (isDressing(node.parent) ? around(node.parent) : node.parent)
