/**
 * Trained models on disk: what there is, where it came from, and which one serves.
 *
 * <p>A {@link org.loadcast.training.registry.Candidate} is registered once and becomes an immutable
 * {@link org.loadcast.training.registry.ModelVersion}: a directory with a manifest (provenance, evaluation, size and SHA-256
 * of every file), a model card for people, and the files of its family. For every
 * {@link org.loadcast.training.registry.ModelKey} one small pointer file names the champion and remembers the line of its
 * predecessors. A {@link org.loadcast.training.registry.PromotionRule} says whether a challenger may take its place.
 *
 * <p>Everything is written under a temporary name, forced to disk and renamed, so that a process that is killed leaves the
 * old state or the new one and never a mixture. No native code sees a file before its checksum was compared.
 */
@NullMarked
package org.loadcast.training.registry;

import org.jspecify.annotations.NullMarked;
