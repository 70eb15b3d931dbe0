package io.systole.cib.value;

/** The field's words for an agent's exit codes and an operation's status. */
public final class ResultWords {
    private ResultWords() {}

    public static String ofResult(int rc) {
        return switch (rc) {
            case 0 -> "ok";
            case 1 -> "error";
            case 2 -> "invalid parameter";
            case 3 -> "unimplemented feature";
            case 4 -> "insufficient privileges";
            case 5 -> "not installed";
            case 6 -> "not configured";
            case 7 -> "not running";
            case 8 -> "promoted";
            case 9 -> "promoted (failed)";
            case 190 -> "ok (degraded)";
            case 191 -> "promoted (degraded)";
            case 193 -> "pending";
            default -> "exit code " + rc;
        };
    }

    public static String ofStatus(String opStatus) {
        return switch (opStatus) {
            case "-1" -> "pending";
            case "0" -> "complete";
            case "1" -> "Cancelled";
            case "2" -> "Timed Out";
            case "3" -> "NOT SUPPORTED";
            case "4" -> "Error";
            case "5" -> "Hard error";
            case "6" -> "Fatal error";
            case "7" -> "Not installed";
            case "8" -> "Internal communication failure";
            case "9" -> "Invalid";
            default -> "status " + opStatus;
        };
    }
}
