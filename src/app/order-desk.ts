import type { OrderDesk } from '../domain/order-desk.ts';
import { changeSettings, type SettingsRoom } from './change-settings.ts';
import { reschedule, type ScheduleRoom } from './reschedule.ts';
import { editTopics, endOrder, pauseOrder, type RestRoom, resumeOrder, takeBackEnd } from './rest.ts';

/** The part of the desk that keeps what communities ordered. */
export function createOrderDesk(room: SettingsRoom & ScheduleRoom & RestRoom): OrderDesk {
  return {
    unsubscribe: (community, which) => endOrder(room, community, which),
    takeBack: (community, which) => takeBackEnd(room, community, which),
    settings: (community, asked) => changeSettings(room, community, asked),
    reschedule: (community, asked) => reschedule(room, community, asked),
    edit: (community, which, topics) => editTopics(room, community, which, topics),
    pause: (community, which, until) => pauseOrder(room, community, which, until),
    resume: (community, which) => resumeOrder(room, community, which),
  };
}
