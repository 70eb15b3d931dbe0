package io.systole.actors.resource.wire;

import io.systole.actors.wire.WireMessage;

/**
 * An order of a DC. A node follows the DC of the newest term that it heard of and refuses the orders of older ones, so
 * that a DC that slept while another one took over changes nothing.
 */
public interface DcCommand extends ResourceCommand, WireMessage {
    /** Grows with every change of the DC. */
    long term();
}
