#if defined(__linux__)
#include "Transfer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "CurlLoader.h"

// libcurl calls this when it is about to send a request. When a kept connection ends before the answer begins it opens
// another and sends the request again, though the server may have acted on the first: then it is stopped here.
static int allow_sending(void *context, char *peer, char *own, int peer_port, int own_port) {
    (void)peer, (void)own, (void)peer_port, (void)own_port;
    struct transfer *transfer = context;
    transfer->sends++;
    return transfer->sends == 1 || transfer->is_repeatable ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

int transfer_refuse_rewind(void *context, long long offset, int origin) {
    (void)context, (void)offset, (void)origin;
    return CURL_SEEKFUNC_FAIL;
}

struct transfer *transfer_make(const struct libcurl *library, CURL *handle) {
    struct transfer *transfer = calloc(1, sizeof *transfer);
    if (transfer == NULL) return NULL;
    library->easy_setopt(handle, CURLOPT_PRIVATE, (void *)transfer);
    library->easy_setopt(handle, CURLOPT_PREREQDATA, (void *)transfer);
    // From 7.80 on; see `curl_loader_sends_once`.
    library->easy_setopt(handle, CURLOPT_PREREQFUNCTION, allow_sending);
    return transfer;
}

struct transfer *transfer_of(const struct libcurl *library, CURL *handle) {
    char *transfer = NULL;
    if (library->easy_getinfo(handle, CURLINFO_PRIVATE, &transfer) != CURLE_OK) return NULL;
    return (struct transfer *)transfer;
}

void transfer_restart(struct transfer *transfer) {
    transfer->phase = BEFORE_HEAD;
    transfer->redirect_status = 0;
    transfer->sends = 0;
}

// Whether a result is that of a second attempt, which was stopped or could not connect.
static bool is_of_second_attempt(const struct transfer *transfer, CURLcode result) {
    if (transfer->sends == 0) return false;
    switch (result) {
    // Only an answer can be wrong in these ways, so the request was sent. All the others a second attempt may end with
    // too, on its way to the server or through a proxy, and then the text tells what became of that.
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_PARTIAL_FILE:
    case CURLE_WRITE_ERROR:
    case CURLE_HTTP2_STREAM:
    case CURLE_TOO_LARGE: return false;
    // Also the code of a connection that takes too long, with another text.
    case CURLE_OPERATION_TIMEDOUT:
        return transfer->error_text == NULL || strncmp(transfer->error_text, "Operation timed out", 19) != 0;
    default: return true;
    }
}

CURLcode transfer_result(struct transfer *transfer, CURLcode result) {
    if (result == CURLE_OK) {
        // libcurl finds nothing wrong with an answer that ends within its head; Foundation would end the process.
        return transfer->phase == AFTER_HEAD ? CURLE_OK : CURLE_GOT_NOTHING;
    }
    bool has_answer = transfer->phase == IN_HEAD || transfer->phase == AFTER_HEAD;
    if (has_answer || !is_of_second_attempt(transfer, result)) return result;
    // What became of the first attempt is what matters: the server may have acted on it, and gave no answer.
    if (transfer->error_text != NULL) transfer->error_text[0] = 0;
    return CURLE_GOT_NOTHING;
}

static size_t pass(const struct transfer *transfer, char *data, size_t length) {
    if (transfer->header_function == NULL) return length;
    return transfer->header_function(data, 1, length, transfer->header_data);
}

// Passes on a line of our own; whether it was taken.
static bool tell(const struct transfer *transfer, const char *format, int status) {
    char line[64];
    int length = snprintf(line, sizeof line, format, status);
    return pass(transfer, line, (size_t)length) == (size_t)length;
}

static bool is_blank(const char *line, size_t length) {
    return length == 0 || line[0] == '\n' || (length >= 2 && line[0] == '\r' && line[1] == '\n');
}

// The number in `HTTP/1.1 200 OK`; 0 when the line is another.
static int status_in(const char *line, size_t length) {
    if (length < 5 || strncmp(line, "HTTP/", 5) != 0) return 0;
    const char *space = memchr(line, ' ', length);
    if (space == NULL || space + 4 > line + length) return 0;
    int status = 0;
    for (const char *digit = space + 1; digit < space + 4; digit++) {
        if (!isdigit((unsigned char)*digit)) return 0;
        status = status * 10 + (*digit - '0');
    }
    return status;
}

static size_t hear_status(struct transfer *transfer, const char *line, size_t length) {
    int status = status_in(line, length);
    // What follows 101 is no HTTP. To take nothing of a line ends the transfer as an error.
    if (status < 100 || status == 101) return 0;
    if (status < 200) {
        transfer->phase = IN_INTERIM_HEAD;
        return length;
    }
    transfer->phase = IN_HEAD;
    // Foundation resolves the target of a redirect before it asks whether to follow, and some targets end the process.
    // 300 it does not follow, and leaves it its body. The reason is left out: bytes of any kind may stand in it.
    bool is_redirect = status > 300 && status < 309 && status != 304;
    transfer->redirect_status = is_redirect ? status : 0;
    return tell(transfer, "HTTP/1.1 %03d -\r\n", is_redirect ? 300 : status) ? length : 0;
}

static size_t hear_field(struct transfer *transfer, char *line, size_t length) {
    if (is_blank(line, length)) {
        transfer->phase = AFTER_HEAD;
        if (transfer->redirect_status != 0
            && !tell(transfer, CURL_LOADER_STATUS_FIELD ": %d\r\n", transfer->redirect_status))
            return 0;
        return pass(transfer, line, length);
    }
    size_t name = strlen(CURL_LOADER_STATUS_FIELD);
    bool is_ours = length > name && strncasecmp(line, CURL_LOADER_STATUS_FIELD, name) == 0;
    if (is_ours && strchr(": \t", line[name]) != NULL) return length;
    return pass(transfer, line, length);
}

size_t transfer_hear_header(char *data, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    size_t length = size * count;
    switch (transfer->phase) {
    case BEFORE_HEAD: return hear_status(transfer, data, length);
    case IN_INTERIM_HEAD:
        if (is_blank(data, length)) transfer->phase = BEFORE_HEAD;
        return length;
    case IN_HEAD: return hear_field(transfer, data, length);
    // Trailers: to Foundation they would be a head that never ends.
    case AFTER_HEAD: return length;
    }
    return 0;
}
#endif
