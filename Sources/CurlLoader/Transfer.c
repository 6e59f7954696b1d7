#if defined(__linux__)
#include "Transfer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CurlLoader.h"

// Whether not one byte of a request that was about to be sent has left.
//
// Of an encrypted one that is not known: what HTTP/2 writes at once may be the request and more.
static bool is_unsent(const struct transfer *transfer) {
    long sent = -1;
    return transfer->is_plain
        && transfer->library->easy_getinfo(transfer->handle, CURLINFO_REQUEST_SIZE, &sent) == CURLE_OK && sent == 0;
}

// Makes what was written before it visible to whoever frees the transfer. Foundation's counting of references does so, too,
// but is not instrumented, and a thread sanitizer would take it for a race.
static void tell_use(struct transfer *transfer) {
    atomic_fetch_add_explicit(&transfer->uses, 1, memory_order_release);
}

// libcurl calls this when it is about to send a request. When a kept connection ends before the answer begins it opens
// another and sends the request again, though the server may have acted on the first: then it is stopped here.
static int allow_sending(void *context, char *peer, char *own, int peer_port, int own_port) {
    (void)peer, (void)own, (void)peer_port, (void)own_port;
    struct transfer *transfer = context;
    transfer->sends++;
    tell_use(transfer);
    bool may_be_sent = transfer->sends == 1 || transfer->is_repeatable || is_unsent(transfer);
    return may_be_sent ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

int transfer_refuse_rewind(void *context, long long offset, int origin) {
    (void)context, (void)offset, (void)origin;
    return CURL_SEEKFUNC_FAIL;
}

struct transfer *transfer_make(const struct libcurl *library, CURL *handle) {
    struct transfer *transfer = calloc(1, sizeof *transfer);
    if (transfer == NULL) return NULL;
    transfer->library = library;
    transfer->handle = handle;
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

void transfer_free(struct transfer *transfer) {
    if (transfer == NULL) return;
    (void)atomic_load_explicit(&transfer->uses, memory_order_acquire);
    free(transfer->head);
    free(transfer);
}

void transfer_restart(struct transfer *transfer) {
    transfer->phase = BEFORE_HEAD;
    transfer->head_length = 0;
    transfer->lines_length = 0;
    transfer->body_length = 0;
    transfer->sends = 0;
}

// Whether a result is that of a second attempt, which was stopped or could not connect.
static bool is_of_second_attempt(const struct transfer *transfer, CURLcode result) {
    if (transfer->sends == 0 || is_unsent(transfer)) return false;
    switch (result) {
    // Only an answer can be wrong in these ways, so the request was sent. All the others a second attempt may end with
    // too, on its way to the server or through a proxy, and then the text tells what became of that. A server of HTTP/2
    // that goes away before it has handled a request is a connection that ended, too.
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
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

static bool pass(const struct transfer *transfer, char *data, size_t length) {
    if (transfer->header_function == NULL) return true;
    return transfer->header_function(data, 1, length, transfer->header_data) == length;
}

// A head longer than this is no answer. Nor is what has more than this of heads before it and of trailers, which libcurl
// would keep without a limit, and which would go on until the deadline.
static const size_t longest_head = 1 << 20;

// Adds to the head that Foundation will be told; false when it is too long.
static bool add(struct transfer *transfer, const char *text, size_t length) {
    size_t needed = transfer->head_length + length;
    if (needed > longest_head) return false;
    if (needed > transfer->head_capacity) {
        size_t capacity = needed * 2 < 1024 ? 1024 : needed * 2;
        char *larger = realloc(transfer->head, capacity);
        if (larger == NULL) return false;
        transfer->head = larger;
        transfer->head_capacity = capacity;
    }
    memcpy(transfer->head + transfer->head_length, text, length);
    transfer->head_length = needed;
    return true;
}

// Adds text in which every byte that may not stand in the head is percent-encoded.
static bool add_encoded(struct transfer *transfer, const char *text, size_t length) {
    static const char digits[] = "0123456789ABCDEF";
    size_t start = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte > 0x20 && byte < 0x7F && byte != '%') continue;
        char encoded[] = {'%', digits[byte >> 4], digits[byte & 15]};
        if (!add(transfer, text + start, i - start) || !add(transfer, encoded, sizeof encoded)) return false;
        start = i + 1;
    }
    return add(transfer, text + start, length - start);
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

static bool hear_status(struct transfer *transfer, const char *line, size_t length) {
    int status = status_in(line, length);
    // What follows 101 is no HTTP.
    if (status < 100 || status == 101) return false;
    if (status < 200) {
        transfer->phase = IN_INTERIM_HEAD;
        return true;
    }
    transfer->phase = IN_HEAD;
    transfer->head_length = 0;
    transfer->is_success = status >= 200 && status < 300;
    char field[64];
    int start = snprintf(field, sizeof field, CURL_LOADER_HEAD_FIELD ": %03d", status);
    if (!add(transfer, field, (size_t)start)) return false;
    // Foundation resolves the target of a redirect before it asks whether to follow, and some targets end the process.
    // 300 it does not follow, and leaves it its body. The reason is left out: bytes of any kind may stand in it.
    bool is_redirect = status > 300 && status < 309 && status != 304;
    char told[32];
    int told_length = snprintf(told, sizeof told, "HTTP/1.1 %03d -\r\n", is_redirect ? 300 : status);
    return pass(transfer, told, (size_t)told_length);
}

static bool hear_field(struct transfer *transfer, char *line, size_t length) {
    if (is_blank(line, length)) {
        // A server may end its lines with a line feed alone; to Foundation that would be no end.
        char end[] = "\r\n";
        transfer->phase = AFTER_HEAD;
        return add(transfer, end, 2) && pass(transfer, transfer->head, transfer->head_length)
            && pass(transfer, end, 2);
    }
    while (length > 0 && strchr("\r\n", line[length - 1]) != NULL) length--;
    // A line that goes on with the one before it.
    if (line[0] == ' ' || line[0] == '\t') return add_encoded(transfer, line, length);
    if (memchr(line, ':', length) == NULL) return false;
    return add(transfer, " ", 1) && add_encoded(transfer, line, length);
}

size_t transfer_hear_header(char *data, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    size_t length = size * count;
    transfer->lines_length += length;
    bool is_taken = transfer->lines_length <= longest_head;
    if (is_taken) switch (transfer->phase) {
    case BEFORE_HEAD: is_taken = hear_status(transfer, data, length); break;
    case IN_INTERIM_HEAD:
        if (is_blank(data, length)) transfer->phase = BEFORE_HEAD;
        break;
    case IN_HEAD: is_taken = hear_field(transfer, data, length); break;
    // Trailers: to Foundation they would be a head that never ends.
    case AFTER_HEAD: break;
    }
    tell_use(transfer);
    // To take nothing of a line ends the transfer as an error.
    return is_taken ? length : 0;
}

size_t transfer_hear_body(char *data, size_t size, size_t count, void *context) {
    struct transfer *transfer = context;
    size_t length = size * count;
    // Foundation can be told to stop only when it pauses, which a fast server does not let it do.
    size_t wanted = transfer->is_success ? CURL_LOADER_BODY : CURL_LOADER_ERROR_BODY;
    if (transfer->body_length >= wanted) return 0;
    transfer->body_length += length;
    tell_use(transfer);
    return transfer->body_function == NULL ? length : transfer->body_function(data, size, count, transfer->body_data);
}
#endif
