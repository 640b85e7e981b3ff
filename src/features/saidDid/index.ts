export { addTheme } from './themeActions.ts'
export { saidDidPublication } from './publicationActions.ts'
export { routes } from './routes.ts'
