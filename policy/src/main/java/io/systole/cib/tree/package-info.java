/**
 * The CIB as plain elements: finds, changes, compares and patches them as the tools of the field do; it knows no meaning
 * of any element, so what it makes is read and checked as a CIB again.
 */
@NullMarked
package io.systole.cib.tree;

import org.jspecify.annotations.NullMarked;
