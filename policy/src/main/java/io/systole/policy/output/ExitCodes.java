package io.systole.policy.output;

/** The words for the result codes of operations. */
public final class ExitCodes {

    private ExitCodes() {}

    public static String text(int code) {
        return switch (code) {
            case 0 -> "OK";
            case 1 -> "Error occurred";
            case 2 -> "Invalid parameter";
            case 3 -> "Unimplemented";
            case 4 -> "Insufficient privileges";
            case 5 -> "Not installed";
            case 6 -> "Not configured";
            case 7 -> "Not running";
            case 8 -> "Promoted";
            case 9 -> "Failed in promoted role";
            case 64 -> "Incorrect usage";
            case 65 -> "Invalid data given";
            case 66 -> "Input file not available";
            case 67 -> "User does not exist";
            case 68 -> "Host does not exist";
            case 69 -> "Necessary service unavailable";
            case 70 -> "Internal software bug";
            case 71 -> "Operating system error occurred";
            case 72 -> "System file not available";
            case 73 -> "Cannot create output file";
            case 74 -> "I/O error occurred";
            case 75 -> "Temporary failure, try again";
            case 76 -> "Protocol violated";
            case 77 -> "Insufficient privileges";
            case 78 -> "Invalid configuration";
            case 100 -> "Fatal error occurred, will not respawn";
            case 101 -> "System panic required";
            case 102 -> "Not connected";
            case 103 -> "Update was older than existing configuration";
            case 104 -> "Digest mismatch";
            case 105 -> "No such object";
            case 106 -> "Quorum required";
            case 107 -> "Operation not safe";
            case 108 -> "Requested item already exists";
            case 109 -> "Multiple items match request";
            case 110 -> "Requested item has expired";
            case 111 -> "Requested item is not yet in effect";
            case 112 -> "Could not determine status";
            case 113 -> "Not applicable under current conditions";
            case 114 -> "DC is not yet elected";
            case 124 -> "Timeout occurred";
            case 190 -> "Service is active but might fail soon";
            case 191 -> "Service is promoted but might fail soon";
            case 193 -> "No exit status available";
            default -> code >= 128 && code <= 254 ? "Interrupted by signal" : "Unknown exit status";
        };
    }
}
