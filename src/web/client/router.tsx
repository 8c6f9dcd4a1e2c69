import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { BrokenPage, ForbiddenPage, NotFoundPage } from './frame/standing-pages';
import { Frame } from './frame/frame';
import { mayOpen, type Page, pages } from './pages';
import { PageSkeleton } from './parts/skeletons';
import { travelWith } from './routes';
import { useRooftop } from './session/rooftop';

/** The page for those who may see it; another rooftop starts it anew. */
function opened(page: Page): () => ReactNode {
  const Loaded = lazy(async () => ({ default: (await page.load()).Page }));
  return function Opened(): ReactNode {
    const { me, dealership } = useRooftop();
    if (!mayOpen(page, me.role)) return <ForbiddenPage />;
    return (
      <Suspense fallback={<PageSkeleton />}>
        <Loaded key={dealership.key} />
      </Suspense>
    );
  };
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });

const routes = pages.map((page) => {
  const whole = createRoute({
    getParentRoute: () => root,
    id: page.name,
    component: opened(page),
    errorComponent: BrokenPage,
  });
  return whole.addChildren(
    page.paths.map((path) => createRoute({ getParentRoute: () => whole, path })),
  );
});

export const router = createRouter({
  routeTree: root.addChildren(routes),
  scrollRestoration: true,
  defaultErrorComponent: BrokenPage,
});
travelWith(router);
