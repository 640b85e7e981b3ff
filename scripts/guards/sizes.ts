import path from 'node:path'
import ts from 'typescript'
import type { Sources } from './sources.ts'

/** Lines that a file of the program may have: a longer one holds two ideas. */
export const LONGEST = 250

/** Names that a feature may hand out: one that hands out more is several features. */
export const MOST_NAMES = 40

/** Files and indexes that have grown too large to be read as one thing, each with its size. */
export const tooLarge = (sources: Sources): string[] =>
  [...sources].flatMap(([file, tree]) => {
    const lines = tree.text.replace(/\n$/, '').split('\n').length
    const tooLong = lines > LONGEST ? [`${file} has ${lines} lines, of ${LONGEST}: part it by its ideas`] : []
    return /^src\/features\/\w+\/index\.ts$/.test(file) ? [...tooLong, ...tooWide(sources, file)] : tooLong
  })

function tooWide(sources: Sources, file: string): string[] {
  const names = namesOf(sources, file)
  return names > MOST_NAMES ? [`${file} hands out ${names} names, of ${MOST_NAMES}: what of it is a feature of its own?`] : []
}

/** How many names a file hands out; what it hands on whole without a name counts by what is in it. */
function namesOf(sources: Sources, file: string): number {
  let names = 0
  for (const statement of sources.get(file)?.statements ?? []) {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement
      if (exportClause) names += ts.isNamedExports(exportClause) ? exportClause.elements.length : 1
      else if (moduleSpecifier && ts.isStringLiteral(moduleSpecifier))
        names += namesOf(sources, path.posix.join(path.posix.dirname(file), moduleSpecifier.text))
    } else if (ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
      names += ts.isVariableStatement(statement) ? statement.declarationList.declarations.length : 1
  }
  return names
}
