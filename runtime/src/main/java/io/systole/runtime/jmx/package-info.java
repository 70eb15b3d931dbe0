/**
 * A node as MXBeans, for monitors that speak JMX: what it knows, what happens, and, where that is configured, operations that go
 * the way of every request. Decides nothing.
 */
@NullMarked
package io.systole.runtime.jmx;

import org.jspecify.annotations.NullMarked;
