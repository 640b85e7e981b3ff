export { groupsPublication } from './pages/publication.ts'
export { routes } from './routes.ts'
