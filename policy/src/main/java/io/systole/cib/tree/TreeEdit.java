package io.systole.cib.tree;

import org.jspecify.annotations.Nullable;

/**
 * One change of the CIB's elements, as cibadmin has them.
 *
 * @param scope the section that it is limited to, one of {@link TreeQuery#SCOPES}; null for all
 * @param xpath where it is done, instead of a scope
 * @param xml the element that it is about; null where the operation needs none
 */
public record TreeEdit(
        Operation operation,
        @Nullable String scope,
        @Nullable String xpath,
        @Nullable String xml) {

    /** What is done. */
    public enum Operation {
        /** Adds an element to a section; one of the same name and id must not be there. */
        CREATE,
        /** Finds the element of the same name and id, sets the attributes given and adds the children that it lacks. */
        MODIFY,
        /** The same, and creates the element where it is missing. */
        MODIFY_OR_CREATE,
        /** Puts the element in the place of the one of the same name and id. */
        REPLACE,
        /** Takes the first element away that has the same name and all the attributes given; none is no fault. */
        DELETE,
        /** Takes all elements away that an XPath selects. */
        DELETE_ALL,
        /** Applies a patch of format 2, whose source must be the present version. */
        PATCH,
        /** Raises the epoch by one. */
        BUMP,
        /** Empties the configuration; the epoch is raised by one, as by any change. */
        ERASE
    }
}
