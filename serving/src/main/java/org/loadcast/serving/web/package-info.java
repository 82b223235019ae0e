/**
 * The page that people look at: {@code /} and the files that it is made of.
 *
 * <p>Its sources are TypeScript in {@code src/main/web}; the build bundles them into a directory beside the classes of this package, under
 * names that hold a hash of the content. {@link org.loadcast.serving.web.PageFiles} serves them: the first page is asked for
 * every time, all else is kept by the browser for ever. The page talks to the REST interface of the same address and to nothing else,
 * and its Content-Security-Policy makes a browser hold it to that.
 */
@NullMarked
package org.loadcast.serving.web;

import org.jspecify.annotations.NullMarked;
